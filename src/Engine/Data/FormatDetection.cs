using Glissade.Cache;
using Glissade.Text;

namespace Glissade;

/// <summary>Tells what a file is written in, by its name or else by its first line.</summary>
internal static class FormatDetection
{
    /// <summary>How much of a file is looked at.</summary>
    internal const int HeadBytes = 4096;

    private static readonly Dictionary<string, DataFormat> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".svm"] = DataFormat.SvmLight,
        [".svmlight"] = DataFormat.SvmLight,
        [".libsvm"] = DataFormat.SvmLight,
        [".ft"] = DataFormat.FastText,
        [".fasttext"] = DataFormat.FastText,
        [".csv"] = DataFormat.Csv,
        [".tsv"] = DataFormat.Csv,
        [".jsonl"] = DataFormat.JsonLines,
        [".ndjson"] = DataFormat.JsonLines,
        [".gcache"] = DataFormat.Cache,
    };

    /// <summary>What a name's extension says, the one of a compression left out; null if it says nothing.</summary>
    internal static DataFormat? Of(string name) =>
        ByExtension.TryGetValue(Extension(name), out DataFormat format) ? format : null;

    /// <summary>What a file is written in.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="head">Its first bytes, unpacked.</param>
    /// <param name="expectsText">Whether lines that say nothing are text, as they are for a model that was trained on text.</param>
    internal static DataFormat Detect(string name, ReadOnlySpan<byte> head, bool expectsText)
    {
        if (Of(name) is { } known)
            return known;
        if (head.StartsWith(CacheHeader.Magic))
            return DataFormat.Cache;
        if (head.StartsWith("\uFEFF"u8))
            head = head["\uFEFF"u8.Length..];
        int end = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
        if (line is [(byte)'{', ..])
            return DataFormat.JsonLines;
        if (line is [(byte)'#', ..] || HasWord(line, "qid:"u8))
            return DataFormat.SvmLight;
        if (HasWord(line, "__label__"u8))
            return DataFormat.FastText;
        return expectsText && !LooksNumbered(line) ? DataFormat.FastText : DataFormat.ExtremeClassification;
    }

    /// <summary>What separates the columns of a file of that name.</summary>
    internal static char ColumnSeparator(string name) =>
        string.Equals(Extension(name), ".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';

    private static string Extension(string name) =>
        Path.GetExtension(PackedOutput.Extensions.Any(packed => name.EndsWith(packed, StringComparison.OrdinalIgnoreCase))
            ? Path.GetFileNameWithoutExtension(name)
            : name);

    /// <summary>Whether a word of the line begins so.</summary>
    private static bool HasWord(ReadOnlySpan<byte> line, ReadOnlySpan<byte> beginning)
    {
        foreach (Range word in line.Split((byte)' '))
        {
            if (line[word].StartsWith(beginning))
                return true;
        }
        return false;
    }

    /// <summary>Whether the line is a header or a point: a feature, and no word after the first that is none.</summary>
    private static bool LooksNumbered(ReadOnlySpan<byte> line)
    {
        int words = 0;
        int features = 0;
        int numbers = 0;
        foreach (Range range in line.Split((byte)' '))
        {
            ReadOnlySpan<byte> word = line[range].TrimEnd((byte)'\r');
            if (word.IsEmpty)
                continue;
            words++;
            int digits = word.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            features += digits > 0 && word[digits] == ':' ? 1 : 0;
            numbers += digits < 0 ? 1 : 0;
        }
        return (words == 3 && numbers == 3) || (features > 0 && features >= words - 1);
    }
}
