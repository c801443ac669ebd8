namespace Glissade.Documents;

/// <summary>Knows runs of words by id.</summary>
internal interface IRunIds
{
    /// <summary>Adds the id of every run of a text to <paramref name="found"/>, in the order of the text; -1 for one without an id.</summary>
    void Find(TokenBuffer tokens, List<int> found);
}
