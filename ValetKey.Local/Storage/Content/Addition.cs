using ValetKey.Local.Storage.Sql;

namespace ValetKey.Local.Storage.Content;

/// <summary>An append that is ready to be committed.</summary>
/// <param name="Continued">The object as it was when the new piece was made.</param>
/// <param name="Number">The number of the new piece, which takes the place of those from there on.</param>
/// <param name="Piece">The new piece: the body, with what it takes in before it.</param>
/// <param name="Body">The body alone.</param>
internal sealed record Addition(ObjectRow Continued, int Number, StagedContent Piece, StagedContent Body);
