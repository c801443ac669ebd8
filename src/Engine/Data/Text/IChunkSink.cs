namespace Glissade.Text;

/// <summary>Takes the parsed chunks of a file in order.</summary>
internal interface IChunkSink
{
    /// <summary>Takes the next chunk, and ownership of it. Nothing in it is malformed.</summary>
    void Add(ParsedChunk chunk);
}
