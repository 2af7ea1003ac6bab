variable "most" {
  type    = number
  default = 20
}

resource "azurerm_batch_pool" "render" {
  name                = "render"
  resource_group_name = "render"
  account_name        = "render"
  node_agent_sku_id   = "batch.node.ubuntu 22.04"
  vm_size             = "STANDARD_D4S_V5"
  max_tasks_per_node  = 4

  auto_scale {
    evaluation_interval = "PT5M"
    formula             = <<-EOF
      tasks = max(0, $PendingTasks.GetSample(1))
      $TargetDedicatedNodes = min(${var.most}, ceil(tasks / $TaskSlotsPerNode));
      $NodeDeallocationOption = taskcompletion;
    EOF
  }
}
