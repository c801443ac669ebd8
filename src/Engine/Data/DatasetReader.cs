using Glissade.Cache;
using Glissade.Documents;
using Glissade.Text;

namespace Glissade;

/// <summary>Finds out what a stream is written in and reads it.</summary>
internal static class DatasetReader
{
    /// <summary>The data set if the stream is a file that is a cache; null otherwise, the stream as it was.</summary>
    internal static Dataset? TryMap(Stream stream, string source, DataReadOptions options)
    {
        if (stream is not FileStream file || !(options.Format is null or DataFormat.Cache) || !file.CanSeek || !CacheReader.IsCache(file))
            return null;
        Dataset data = CacheReader.Open(file, source, options.Limits);
        if (!data.TextFeatures.HasSameFeatures(options.TextFeatures))
            throw new DataFormatException(
                $"{source}: found other words as features than the model's, expected a cache made with its words (convert --like)");
        if (!options.IgnoreLabels && data.LabelNames is { } own && options.LabelNames is { } expected && !own.SequenceEqual(expected))
            throw new DataFormatException(
                $"{source}: found other label names than the model's, expected a cache made with its names (convert --like)");
        return data;
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">Plain or compressed; left open.</param>
    /// <param name="source">Its name for errors, and for what its extension tells.</param>
    /// <param name="options">How to read it.</param>
    /// <param name="threads">Pieces that are parsed at the same time; with one, the calling thread does everything.</param>
    internal static Dataset Read(Stream stream, string source, DataReadOptions options, int threads)
    {
        options.Validate();
        using Stream unpacked = TextSource.Unpack(stream);
        using HeadedStream text = new(unpacked, FormatDetection.HeadBytes);
        DataFormat format = options.Format ?? FormatDetection.Detect(source, text.Head, options.TextFeatures is not null);
        if (DialectOf(format, options) is { } dialect)
        {
            return NumberedReader.Read(text, source, dialect, options.Limits, LineChunkReader.DefaultChunkBytes, threads);
        }
        switch (format)
        {
            case DataFormat.Cache:
                throw new DataFormatException($"{source}: found no cache that could be mapped, expected one in a file, uncompressed");
            default:
                RequireWords(source, options);
                return DocumentPoints.ReadDataset(
                    OpenDocuments(text, source, format, options), source, options, TokensOf(format), threads);
        }
    }

    /// <summary>Refuses texts for a model that knows no words.</summary>
    /// <exception cref="DataFormatException">The options are those of such a model.</exception>
    internal static void RequireWords(string source, DataReadOptions options)
    {
        if (options.Limits?.FeatureCount is not null && options.TextFeatures is null)
            throw new DataFormatException(source, 1, "text", "numbered features, which are all that the model knows");
    }

    /// <summary>What counts as a word of texts unless something says so.</summary>
    internal static TextTokens TokensOf(DataFormat format) => format == DataFormat.FastText ? TextTokens.Spaces : TextTokens.Words;

    /// <summary>What numbered points are written in; null for a format of texts or a cache.</summary>
    internal static TextDialect? DialectOf(DataFormat format, DataReadOptions options) => format switch
    {
        DataFormat.ExtremeClassification => TextDialect.ExtremeClassification,
        DataFormat.SvmLight => TextDialect.SvmLight(options.FirstFeature),
        _ => null,
    };

    /// <summary>The texts of a stream in one of the formats that have texts.</summary>
    internal static IDocumentReader OpenDocuments(Stream text, string source, DataFormat format, DataReadOptions options)
    {
        LineReader lines = new(text, source);
        return format switch
        {
            DataFormat.FastText => new FastTextReader(lines),
            DataFormat.Csv => new CsvReader(lines, (byte)(options.ColumnSeparator ?? FormatDetection.ColumnSeparator(source)), options),
            _ => new JsonLinesReader(lines, options),
        };
    }
}
