using System.Text;
using Glissade.Documents;
using Glissade.Text;

namespace Glissade.Cache;

/// <summary>Writes caches.</summary>
internal static class CacheWriter
{
    /// <summary>Writes a data set.</summary>
    internal static void Write(Dataset data, Stream stream)
    {
        (ReadOnlyMemory<long> featureOffsets, ReadOnlyMemory<int> featureIds, ReadOnlyMemory<float> featureValues,
            ReadOnlyMemory<long> labelOffsets, ReadOnlyMemory<int> labelIds) = data.Storage;
        CacheOutput output = new(stream);
        output.Add(featureOffsets.Span);
        output.Add(labelOffsets.Span);
        output.Add(featureIds.Span);
        output.Add(featureValues.Span);
        output.Add(labelIds.Span);
        Finish(
            output, new Sizes(data.Count, data.FeatureCount, data.LabelCount, featureIds.Length, labelIds.Length), data.LabelNames,
            data.TextFeatures);
    }

    /// <summary>Writes numbered points as they are read, in bounded memory: the same file as of a data set of them.</summary>
    /// <param name="text">The points.</param>
    /// <param name="source">Its name for errors.</param>
    /// <param name="dialect">What it is written in.</param>
    /// <param name="limits">Bounds for ids, or null.</param>
    /// <param name="file">Receives the cache. While it is written, as much again lies in files beside it.</param>
    /// <returns>Points written.</returns>
    /// <exception cref="DataFormatException">As <see cref="NumberedReader"/>.</exception>
    internal static long Write(Stream text, string source, TextDialect dialect, DatasetLimits? limits, FileStream file)
    {
        using CacheSpool spool = new(file);
        ChunkTotals totals = NumberedReader.Read(
            text, source, dialect, limits, LineChunkReader.DefaultChunkBytes, Environment.ProcessorCount, spool);
        CacheOutput output = new(file);
        spool.CopyTo(output);
        Finish(
            output,
            new Sizes((int)totals.Points, totals.Features, totals.Labels, (int)totals.FeatureEntries, (int)totals.LabelEntries),
            labelNames: null, text: null);
        return totals.Points;
    }

    /// <summary>
    /// Writes the points of texts as they are read, in memory for their words and labels and not for the texts: the same file as of a data
    /// set of them.
    /// </summary>
    /// <param name="texts">The texts.</param>
    /// <param name="source">Their name for errors.</param>
    /// <param name="options">What features and labels to look for.</param>
    /// <param name="otherwise">What counts as a word if nothing says so.</param>
    /// <param name="file">
    /// Receives the cache. While it is written, as much again lies in files beside it, or 5 bytes for every different run of words of each
    /// text if that is more.
    /// </param>
    /// <returns>What was written.</returns>
    /// <exception cref="DataFormatException">As <see cref="DocumentPoints"/>.</exception>
    internal static DocumentTotals Write(
        IDocumentReader texts, string source, DataReadOptions options, TextTokens otherwise, FileStream file)
    {
        using CacheSpool spool = new(file);
        DocumentTotals totals;
        using (FoundRunsSpool found = new(file))
            totals = DocumentPoints.Read(texts, source, options, otherwise, Environment.ProcessorCount, found, spool);
        CacheOutput output = new(file);
        spool.CopyTo(output);
        Finish(
            output,
            new Sizes(totals.Points, totals.Features.FeatureCount, totals.LabelCount, totals.FeatureEntries, totals.LabelEntries),
            totals.LabelNames, totals.Features);
        return totals;
    }

    /// <summary>Writes what comes after the points: names, and in front of all the header.</summary>
    private static void Finish(CacheOutput output, Sizes sizes, IReadOnlyList<string>? labelNames, TextFeatures? text)
    {
        output.Add<byte>(Lines(labelNames));
        output.Add<byte>(Lines(text?.Names));
        output.Finish(new CacheHeader
        {
            Points = sizes.Points,
            Features = sizes.Features,
            Labels = sizes.Labels,
            FeatureEntries = sizes.FeatureEntries,
            LabelEntries = sizes.LabelEntries,
            Tokens = text?.Tokens ?? TextTokens.Words,
            WordNGrams = text?.WordNGrams ?? 0,
            Buckets = text is { Names: null } ? text.FeatureCount : 0,
        });
    }

    /// <summary>Names with a line feed after each: no names and one empty name differ.</summary>
    private static byte[] Lines(IReadOnlyList<string>? names)
    {
        if (names is null)
            return [];
        byte[] lines = new byte[names.Sum(static name => Encoding.UTF8.GetByteCount(name) + 1)];
        int at = 0;
        foreach (string name in names)
        {
            at += Encoding.UTF8.GetBytes(name, lines.AsSpan(at));
            lines[at++] = (byte)'\n';
        }
        return lines;
    }

    private readonly record struct Sizes(int Points, int Features, int Labels, int FeatureEntries, int LabelEntries);
}
