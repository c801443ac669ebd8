namespace Glissade.Documents;

/// <summary>Knows runs of words by id.</summary>
internal interface IRunIds
{
    /// <summary>Adds the id of each run of a text, or -1 if it has none, to <paramref name="found"/>.</summary>
    void Find(TokenBuffer tokens, List<int> found);
}
