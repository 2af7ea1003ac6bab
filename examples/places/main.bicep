param account string
param most int = 20

resource pool 'Microsoft.Batch/batchAccounts/pools@2024-02-01' = {
  name: '${account}/render'
  properties: {
    vmSize: 'STANDARD_D4S_V5'
    taskSlotsPerNode: 4
    scaleSettings: {
      autoScale: {
        evaluationInterval: 'PT5M'
        // Three quotes do not fill anything in, so the limit is put in afterwards.
        formula: replace('''
          tasks = max(0, $PendingTasks.GetSample(1));
          $TargetDedicatedNodes = min(MOST, ceil(tasks / $TaskSlotsPerNode));
          $NodeDeallocationOption = taskcompletions;
        ''', 'MOST', string(most))
      }
    }
  }
}
