using System.Text;
using Glissade.Text;

namespace Glissade.Fuzz;

/// <summary>
/// What is done with bytes that nobody has chosen: each reader takes them for what it reads and must come to something whole, or refuse
/// them by a <see cref="DataFormatException"/> that names the source. Anything else is thrown on.
/// </summary>
/// <remarks>The engine's tests run the same over everything that was ever found.</remarks>
public static class FuzzTargets
{
    private const string Source = "source";

    /// <summary>The targets by name. A file is needed by those that map it; it is overwritten.</summary>
    public static IReadOnlyDictionary<string, Action<byte[], string>> All { get; } = new Dictionary<string, Action<byte[], string>>
    {
        ["xc"] = (bytes, _) => ReadNumbers(bytes, TextDialect.ExtremeClassification),
        ["svmlight"] = (bytes, _) => ReadNumbers(bytes, TextDialect.SvmLight(firstFeature: 1)),
        ["fasttext"] = (bytes, _) => Read(bytes, DataFormat.FastText),
        ["csv"] = (bytes, _) => Read(bytes, DataFormat.Csv),
        ["jsonl"] = (bytes, _) => Read(bytes, DataFormat.JsonLines),
        ["packed"] = (bytes, _) => Read(bytes, null),
        ["cache"] = MapCache,
        ["model"] = ReadModel,
    };

    /// <summary>In one piece, and in pieces as small as may be: both must say the same.</summary>
    private static void ReadNumbers(byte[] bytes, TextDialect dialect)
    {
        string whole = Outcome(LineChunkReader.DefaultChunkBytes);
        string pieces = Outcome(1);
        if (whole != pieces)
            throw new InvalidOperationException($"in one piece: {whole}\nin small ones: {pieces}");

        string Outcome(int chunkBytes)
        {
            try
            {
                Dataset data = NumberedReader.Read(new MemoryStream(bytes), Source, dialect, null, chunkBytes, threads: 1);
                CheckWrittenAndReadAgain(data);
                return Describe(data);
            }
            catch (DataFormatException exception)
            {
                CheckMessage(exception, Source);
                return exception.Message;
            }
        }
    }

    private static void Read(byte[] bytes, DataFormat? format)
    {
        foreach (int length in (int[])[1, 2])
        {
            DataReadOptions options = new()
            {
                Format = format,
                Text = new TextFeatureOptions { MinimumCount = length, WordNGrams = length },
            };
            try
            {
                Dataset data = Dataset.Load(new MemoryStream(bytes), Source, options);
                Describe(data);
                // What was made of the texts once is made of them again.
                if (data.TextFeatures is not null)
                    Compare(Describe(data), Describe(Dataset.Load(new MemoryStream(bytes), Source, options.Fitting(data))));
            }
            catch (DataFormatException exception)
            {
                CheckMessage(exception, Source);
            }
        }
    }

    private static void MapCache(byte[] bytes, string file)
    {
        File.WriteAllBytes(file, Checksums.RepairCache(bytes));
        try
        {
            Dataset data = Dataset.Load(file, new DataReadOptions { Format = DataFormat.Cache });
            Describe(data);
            Describe(Dataset.Load(file, new DataReadOptions().Fitting(data)));
        }
        catch (DataFormatException exception)
        {
            // Not Source alone: what is no cache at all is read as a stream, which is called by its file's name.
            CheckMessage(exception, file);
        }
    }

    private static void ReadModel(byte[] bytes, string file)
    {
        File.WriteAllBytes(file, Checksums.RepairModel(bytes));
        foreach (Func<string, ExtremeClassifier> read in (Func<string, ExtremeClassifier>[])[ExtremeClassifier.Load, ExtremeClassifier.Open])
        {
            try
            {
                using ExtremeClassifier model = read(file);
                model.Verify();
                if (model.FeatureCount > 0)
                    _ = model.Predict(new SparseVector([model.FeatureCount / 2], [1]), topK: 3);
                if (model.TextFeatures is { } words)
                    _ = words.Transform("a word");
            }
            catch (DataFormatException exception)
            {
                CheckMessage(exception, file);
            }
        }
        try
        {
            _ = Checkpoint.TryRead(file);
        }
        catch (DataFormatException exception)
        {
            CheckMessage(exception, file);
        }
    }

    private static void CheckWrittenAndReadAgain(Dataset data)
    {
        using MemoryStream text = new();
        data.WriteTo(text);
        text.Position = 0;
        Compare(Describe(data), Describe(Dataset.Load(text, Source)));
    }

    private static void CheckMessage(DataFormatException exception, string source)
    {
        if (!exception.Message.StartsWith(source, StringComparison.Ordinal) || exception.Message.Any(char.IsControl) || exception.Message.Length > 2000)
            throw new InvalidOperationException($"not a message: {exception.Message}", exception);
    }

    private static void Compare(string expected, string found)
    {
        if (expected != found)
            throw new InvalidOperationException($"first: {expected}\nthen: {found}");
    }

    /// <summary>All of a data set in words; throws if it is not what the library relies on.</summary>
    private static string Describe(Dataset data)
    {
        StringBuilder text = new($"{data.Count} {data.FeatureCount} {data.LabelCount}");
        for (int point = 0; point < data.Count; point++)
        {
            SparseVector features = data.Features(point);
            CheckIds(features.Ids, data.FeatureCount);
            CheckIds(data.Labels(point), data.LabelCount);
            text.Append('\n').AppendJoin(',', data.Labels(point).ToArray());
            for (int i = 0; i < features.Count; i++)
            {
                if (!float.IsFinite(features.Values[i]))
                    throw new InvalidOperationException($"point {point} has a value of {features.Values[i]}");
                text.Append(' ').Append(features.Ids[i]).Append(':').Append(BitConverter.SingleToInt32Bits(features.Values[i]));
            }
        }
        if (data.LabelNames is { } names && names.Count != data.LabelCount)
            throw new InvalidOperationException($"{names.Count} names for {data.LabelCount} labels");
        return text.ToString();
    }

    private static void CheckIds(ReadOnlySpan<int> ids, int spaceSize)
    {
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] < 0 || ids[i] >= spaceSize || (i > 0 && ids[i] <= ids[i - 1]))
                throw new InvalidOperationException($"{ids[i]} among ids that must ascend below {spaceSize}");
        }
    }
}
