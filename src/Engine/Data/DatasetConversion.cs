using Glissade.Cache;
using Glissade.Documents;
using Glissade.Text;

namespace Glissade;

/// <summary>Writes data sets in other formats.</summary>
/// <remarks>
/// From one format of texts to another, texts and labels are copied as they are, one after the other, in bounded memory, and so are numbered
/// points to a cache. From texts to numbered features, words become features first. From numbered features to texts there is no way.
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
    /// Told before anything is written what will be: the data set, or null if points are copied one after the other. What it throws ends the conversion.
    /// </param>
    /// <returns>What was written, and the data set itself unless points were copied one after the other.</returns>
    /// <exception cref="ArgumentException">Numbered features were to be written as text, or an option is out of range.</exception>
    /// <exception cref="DataFormatException">The input is malformed, or holds a label or a word that the output cannot.</exception>
    /// <exception cref="IOException">A file cannot be read or written; an older output stays as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read or written.</exception>
    public static ConversionReport Convert(
        string input, string output, DataReadOptions? options = null, DataFormat? format = null, Action<Dataset?>? check = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentException.ThrowIfNullOrEmpty(output);
        options ??= new DataReadOptions();
        options.Validate();
        DataFormat target = format ?? FormatDetection.Of(output) ?? DataFormat.ExtremeClassification;
        string source = TextSource.NameOf(input);
        using Stream stream = TextSource.Open(input);
        if (DatasetReader.TryMap(stream, source, options) is { } mapped)
            return Save(mapped, source, DataFormat.Cache, output, target, check);
        using Stream unpacked = TextSource.Unpack(stream);
        using HeadedStream text = new(unpacked, FormatDetection.HeadBytes);
        DataFormat from = options.Format ?? FormatDetection.Detect(source, text.Head, expectsText: false);
        if (target == DataFormat.Cache && DatasetReader.DialectOf(from, options) is { } dialect)
        {
            check?.Invoke(null);
            long written = 0;
            Dataset.WriteCache(output, file => written = CacheWriter.Write(text, source, dialect, options.Limits, file));
            return new ConversionReport(from, target, written, null);
        }
        if (!target.HoldsTexts() || !from.HoldsTexts())
        {
            Dataset data = DatasetReader.Read(text, source, options with { Format = from }, Environment.ProcessorCount);
            return Save(data, source, from, output, target, check);
        }
        check?.Invoke(null);
        IDocumentReader reader = DatasetReader.OpenDocuments(text, source, from, options);
        long points = 0;
        PackedOutput.WriteFile(output, file => points = Copy(reader, source, file, output, target, options));
        return new ConversionReport(from, target, points, null);
    }

    private static ConversionReport Save(
        Dataset data, string source, DataFormat from, string output, DataFormat target, Action<Dataset?>? check)
    {
        if (target.HoldsTexts())
            throw new ArgumentException($"{source}: numbered features cannot be written as {target}, which holds texts");
        check?.Invoke(data);
        data.Save(output, target);
        return new ConversionReport(from, target, data.Count, data);
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
