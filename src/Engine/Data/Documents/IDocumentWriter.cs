namespace Glissade.Documents;

/// <summary>Writes labelled texts one after the other; disposing it writes what is left and leaves the stream open.</summary>
internal interface IDocumentWriter : IDisposable
{
    /// <summary>Writes one.</summary>
    /// <exception cref="DataFormatException">The format cannot hold a label or a word of it.</exception>
    void Write(Document document);
}
