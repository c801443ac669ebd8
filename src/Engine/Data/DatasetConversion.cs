using Glissade.Cache;
using Glissade.Documents;
using Glissade.Text;

namespace Glissade;

/// <summary>Writes data sets in other formats.</summary>
/// <remarks>
/// From one format of texts to another, texts and labels are copied as they are, one after the other, in bounded memory, and so are
/// numbered points to a cache. From texts to numbered features, words become features first; a cache of them takes memory for the
/// different words (and runs of words), those included that are too rare to be features, and for the labels' names, however many texts
/// there are. Whatever else becomes numbered text is held in memory, unless it comes from a cache. From numbered features to texts there
/// is no way.
/// </remarks>
public static class DatasetConversion
{
    /// <summary>Reads a file and writes another, whole or not at all.</summary>
    /// <param name="input">The file to read; "-" is standard input.</param>
    /// <param name="output">The file to write, compressed if its name ends in ".gz" or ".zst". A file of that name is replaced.</param>
    /// <param name="options">How <paramref name="input"/> is read; CSV and JSON data is written with the same names of columns.</param>
    /// <param name="format">
    /// What to write; null: what the name of <paramref name="output"/> tells, or else Extreme Classification text.
    /// </param>
    /// <param name="check">
    /// Told before anything is read or written what names the report will have. What it throws ends the conversion.
    /// </param>
    /// <returns>What was written.</returns>
    /// <exception cref="ArgumentException">Numbered features were to be written as text, or an option is out of range.</exception>
    /// <exception cref="DataFormatException">The input is malformed, or holds a label or a word that the output cannot.</exception>
    /// <exception cref="IOException">A file cannot be read or written; an older output stays as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public static ConversionReport Convert(
        string input, string output, DataReadOptions? options = null, DataFormat? format = null, Action<ConversionNames>? check = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentException.ThrowIfNullOrEmpty(output);
        options ??= new DataReadOptions();
        options.Validate();
        DataFormat target = format ?? FormatDetection.Of(output) ?? DataFormat.ExtremeClassification;
        string source = TextSource.NameOf(input);
        using Stream stream = TextSource.Open(input);
        if (DatasetReader.TryMap(stream, source, options) is { } mapped)
        {
            check?.Invoke(new ConversionNames(mapped.LabelNames is not null, mapped.TextFeatures?.Names is not null));
            return Save(mapped, source, DataFormat.Cache, output, target);
        }
        using Stream unpacked = TextSource.Unpack(stream);
        using HeadedStream text = new(unpacked, FormatDetection.HeadBytes);
        DataFormat from = options.Format ?? FormatDetection.Detect(source, text.Head, expectsText: false);
        bool makesFeatures = from.HoldsTexts() && !target.HoldsTexts();
        check?.Invoke(new ConversionNames(
            makesFeatures && DocumentPoints.HasLabelNames(options), makesFeatures && DocumentPoints.HasFeatureNames(options)));
        if (target == DataFormat.Cache && DatasetReader.DialectOf(from, options) is { } dialect)
        {
            long written = 0;
            Dataset.WriteCache(output, file => written = CacheWriter.Write(text, source, dialect, options.Limits, file));
            return new ConversionReport(from, target, written);
        }
        if (target == DataFormat.Cache && from.HoldsTexts())
        {
            DatasetReader.RequireWords(source, options);
            return WriteCache(DatasetReader.OpenDocuments(text, source, from, options), source, from, output, options);
        }
        if (!target.HoldsTexts() || !from.HoldsTexts())
        {
            Dataset data = DatasetReader.Read(text, source, options with { Format = from }, Environment.ProcessorCount);
            return Save(data, source, from, output, target);
        }
        IDocumentReader reader = DatasetReader.OpenDocuments(text, source, from, options);
        long points = 0;
        PackedOutput.WriteFile(output, file => points = Copy(reader, source, file, output, target, options));
        return new ConversionReport(from, target, points);
    }

    private static ConversionReport Save(Dataset data, string source, DataFormat from, string output, DataFormat target)
    {
        if (target.HoldsTexts())
            throw new ArgumentException($"{source}: numbered features cannot be written as {target}, which holds texts");
        data.Save(output, target);
        return new ConversionReport(from, target, data.Count)
        {
            LabelNames = data.LabelNames,
            FeatureNames = data.TextFeatures?.Names,
            UnknownLabels = data.UnknownLabelCount,
        };
    }

    private static ConversionReport WriteCache(
        IDocumentReader texts, string source, DataFormat from, string output, DataReadOptions options)
    {
        DocumentTotals? totals = null;
        Dataset.WriteCache(output, file => totals = CacheWriter.Write(texts, source, options, DatasetReader.TokensOf(from), file));
        return new ConversionReport(from, DataFormat.Cache, totals!.Points)
        {
            LabelNames = totals.LabelNames,
            FeatureNames = totals.Features.Names,
            UnknownLabels = totals.UnknownLabels,
        };
    }

    private static long Copy(IDocumentReader reader, string source, Stream file, string output, DataFormat target, DataReadOptions options)
    {
        using IDocumentWriter writer = target switch
        {
            DataFormat.FastText => new FastTextWriter(file, source),
            DataFormat.Csv => new CsvWriter(file, source, FormatDetection.ColumnSeparator(output), options),
            _ => new JsonLinesWriter(file, options),
        };
        Document document = new();
        long points = 0;
        for (; reader.Next(document); points++)
        {
            foreach (string label in document.Labels.Strings())
                LabelTable.Check(label, source, document.Line);
            writer.Write(document);
        }
        return points;
    }
}
