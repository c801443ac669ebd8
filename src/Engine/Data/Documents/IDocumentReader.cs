namespace Glissade.Documents;

/// <summary>Reads labelled texts one after the other.</summary>
internal interface IDocumentReader
{
    /// <summary>Fills <paramref name="document"/> with the next; false at the end.</summary>
    /// <exception cref="DataFormatException">The next one is malformed.</exception>
    bool Next(Document document);
}
