namespace Glissade.Text;

/// <summary>
/// Reads text of numbered features and labels: the calling thread reads and unpacks chunks of whole lines, tasks parse them, and the
/// calling thread takes the results in the order of the file.
/// </summary>
internal static class NumberedReader
{
    /// <summary>Reads <paramref name="text"/> to its end.</summary>
    /// <param name="text">The text, unpacked; left open.</param>
    /// <param name="source">Its name for errors.</param>
    /// <param name="dialect">What it is written in.</param>
    /// <param name="limits">Bounds for ids, or null.</param>
    /// <param name="chunkBytes">Bytes given to a task; the result does not depend on it.</param>
    /// <param name="threads">Chunks parsed at the same time; with one, the calling thread does everything.</param>
    internal static Dataset Read(Stream text, string source, TextDialect dialect, DatasetLimits? limits, int chunkBytes, int threads)
    {
        using DatasetAssembler assembler = new();
        ChunkTotals totals = Read(text, source, dialect, limits, chunkBytes, threads, assembler);
        return assembler.Assemble(totals.Features, totals.Labels, threads);
    }

    /// <summary>The same, piece by piece.</summary>
    /// <param name="text">As above.</param>
    /// <param name="source">As above.</param>
    /// <param name="dialect">As above.</param>
    /// <param name="limits">As above.</param>
    /// <param name="chunkBytes">As above.</param>
    /// <param name="threads">As above.</param>
    /// <param name="sink">What takes the pieces.</param>
    /// <returns>What was in the file.</returns>
    internal static ChunkTotals Read(
        Stream text, string source, TextDialect dialect, DatasetLimits? limits, int chunkBytes, int threads, IChunkSink sink)
    {
        LineChunkReader reader = new(text, chunkBytes);
        LineChunk chunk = new();
        chunk.End = reader.Read(ref chunk.Memory);
        chunk.Start = chunk.Lines.StartsWith("\uFEFF"u8) ? "\uFEFF"u8.Length : 0;
        int headerEnd = 0;
        DatasetHeader? header = dialect.HasHeader ? DatasetHeader.TryRead(source, chunk.Lines, limits, out headerEnd) : null;
        chunk.Start += headerEnd;
        ChunkTotals totals = new(source, dialect, header, limits);
        IdSpace features = IdSpace.Of("feature", header?.Features, limits?.FeatureCount, dialect.FirstFeature);
        IdSpace labels = IdSpace.Of("label", header?.Labels, limits?.LabelCount);
        IdlePool<ChunkParser> parsers = new(() => new ChunkParser(dialect, features, labels));
        using (OrderedWork<LineChunk, ParsedChunk> work =
            new(threads, lines => parsers.Use(parser => parser.Parse(lines.Lines)), Take))
        {
            while (chunk.End > 0)
            {
                work.Start(chunk);
                chunk = work.TakeIdle() ?? new LineChunk();
                chunk.Start = 0;
                chunk.End = reader.Read(ref chunk.Memory);
            }
            work.Drain();
        }
        reader.ThrowIfFailed(source, totals.Lines);
        totals.CheckEnd();
        return totals;

        void Take(ParsedChunk parsed)
        {
            try
            {
                totals.Add(parsed);
            }
            catch
            {
                parsed.Dispose();
                throw;
            }
            sink.Add(parsed);
        }
    }
}
