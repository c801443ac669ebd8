namespace Glissade.Documents;

/// <summary>Knows runs of words by id.</summary>
internal interface IRunIds
{
    /// <summary>Finds the id of each run of a text, or -1 if it has none.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="found">Receives the ids, as many as there are runs.</param>
    void Find(TokenBuffer tokens, Span<int> found);
}
