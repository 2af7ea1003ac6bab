// The parts that requests about a document share.

import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import type { monaco } from './monaco.ts';
import { editOf, positionOf } from './shapes.ts';

type Model = monaco.editor.ITextModel;

/** The document of a request, as the protocol names it. */
export const documentOf = (model: Model) => ({ textDocument: { uri: model.uri.toString() } });
/** A place in it. */
export const placeOf = (model: Model, position: monaco.IPosition) => ({
  ...documentOf(model),
  position: positionOf(position),
});

/** The edits of a document, as the editor makes them; none when the text has changed meanwhile. */
export const workspaceEditOf = (model: Model, { changes = {} }: WorkspaceEdit): monaco.languages.WorkspaceEdit => ({
  edits: Object.values(changes).flat().map((edit) => ({
    resource: model.uri,
    textEdit: editOf(edit),
    versionId: model.getVersionId(),
  })),
}); // biome-ignore format: rows
