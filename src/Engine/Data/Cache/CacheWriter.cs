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
        TextFeatures? text = data.TextFeatures;
        CacheOutput output = new(stream);
        output.Add(featureOffsets.Span);
        output.Add(labelOffsets.Span);
        output.Add(featureIds.Span);
        output.Add(featureValues.Span);
        output.Add(labelIds.Span);
        output.Add<byte>(Lines(data.LabelNames));
        output.Add<byte>(Lines(text?.Names));
        output.Finish(new CacheHeader
        {
            Points = data.Count,
            Features = data.FeatureCount,
            Labels = data.LabelCount,
            FeatureEntries = featureIds.Length,
            LabelEntries = labelIds.Length,
            Tokens = text?.Tokens ?? TextTokens.Words,
            WordNGrams = text?.WordNGrams ?? 0,
            Buckets = text is { Names: null } ? text.FeatureCount : 0,
        });
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
        output.Add<byte>([]);
        output.Add<byte>([]);
        output.Finish(new CacheHeader
        {
            Points = (int)totals.Points,
            Features = totals.Features,
            Labels = totals.Labels,
            FeatureEntries = (int)totals.FeatureEntries,
            LabelEntries = (int)totals.LabelEntries,
        });
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
    /// Receives the cache. While it is written, as much again lies in files beside it, or 4 bytes for every run of words if that is more.
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
        TextFeatures features = totals.Features;
        CacheOutput output = new(file);
        spool.CopyTo(output);
        output.Add<byte>(Lines(totals.LabelNames));
        output.Add<byte>(Lines(features.Names));
        output.Finish(new CacheHeader
        {
            Points = totals.Points,
            Features = features.FeatureCount,
            Labels = totals.LabelCount,
            FeatureEntries = totals.FeatureEntries,
            LabelEntries = totals.LabelEntries,
            Tokens = features.Tokens,
            WordNGrams = features.WordNGrams,
            Buckets = features.Names is null ? features.FeatureCount : 0,
        });
        return totals;
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
}
