using System.Text;
using Glissade.SkipGram;
using Glissade.Text;

namespace Glissade;

/// <summary>
/// Running text as numbers: words by frequency, and lines of the words that are frequent enough. Takes four bytes a word of the text.
/// </summary>
/// <remarks>Words are what white space separates, compared byte by byte: lower case and punctuation are the text's own affair.</remarks>
public sealed class TextCorpus
{
    /// <summary>Words rarer than this are dropped unless the caller says otherwise.</summary>
    public const int DefaultMinimumCount = 2;

    private readonly int[] tokens;
    private readonly int[] lineEnds;

    private TextCorpus(int typeCount, long readCount, string[] words, int[] tokens, int[] lineEnds)
    {
        TypeCount = typeCount;
        ReadCount = readCount;
        Words = words;
        this.tokens = tokens;
        this.lineEnds = lineEnds;
    }

    /// <summary>Different words in the texts, those dropped included.</summary>
    public int TypeCount { get; }

    /// <summary>Words of the running texts, those dropped included.</summary>
    public long ReadCount { get; }

    /// <summary>The words kept, by id: the most frequent first, equally frequent ones in the order of their bytes.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>The running texts as ids of words, those dropped left out; one text after the other.</summary>
    public ReadOnlySpan<int> Tokens => tokens;

    /// <summary>For each line that has words left, the number of <see cref="Tokens"/> up to its end.</summary>
    public ReadOnlySpan<int> LineEnds => lineEnds;

    /// <summary>Reads texts one after the other, each once and as a stream. The vocabulary is that of all of them together.</summary>
    /// <param name="paths">The texts, plain, gzip or zstd; "-" is standard input. The end of a text ends a line.</param>
    /// <param name="minimumCount">Words that occur fewer times, over all texts, are dropped before anything else is done.</param>
    /// <exception cref="ArgumentException">There is no text, or standard input is named twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumCount"/> is not positive.</exception>
    /// <exception cref="DataFormatException">
    /// Compressed data is damaged or cut short, a word has more than 65536 bytes, or no word is frequent enough.
    /// </exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="IOException">A file cannot be read, or is a directory.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static TextCorpus Read(IReadOnlyList<string> paths, int minimumCount = DefaultMinimumCount)
    {
        ArgumentNullException.ThrowIfNull(paths);
        CheckMinimum(minimumCount);
        if (paths.Count == 0)
            throw new ArgumentException("at least one text must be named, but there is none", nameof(paths));
        if (paths.Count(path => path == TextSource.StandardInput) > 1)
            throw new ArgumentException("standard input (-) can be read once only, but is named more than once", nameof(paths));
        WordCounter counter = new();
        foreach (string path in paths)
        {
            using Stream stream = TextSource.Open(path);
            counter.Add(new WordReader(TextSource.Unpack(stream), TextSource.NameOf(path)));
        }
        return Keep(counter, minimumCount, string.Join(", ", paths.Select(TextSource.NameOf)));
    }

    /// <summary>Reads one text from a stream, plain, gzip or zstd, which is left open.</summary>
    /// <param name="stream">The text; it need not be seekable.</param>
    /// <param name="sourceName">What error messages call the stream.</param>
    /// <param name="minimumCount">Words that occur fewer times are dropped.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="minimumCount"/> is not positive.</exception>
    /// <exception cref="DataFormatException">As for files.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static TextCorpus Read(Stream stream, string sourceName, int minimumCount = DefaultMinimumCount)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(sourceName);
        CheckMinimum(minimumCount);
        WordCounter counter = new();
        counter.Add(new WordReader(TextSource.Unpack(stream), sourceName));
        return Keep(counter, minimumCount, sourceName);
    }

    private static void CheckMinimum(int minimumCount)
    {
        if (minimumCount < 1)
            throw new ArgumentOutOfRangeException(nameof(minimumCount), $"the minimum count must be positive, but is {minimumCount}");
    }

    private static TextCorpus Keep(WordCounter counter, int minimumCount, string source)
    {
        int[] ranked = counter.Rank(minimumCount);
        if (ranked.Length == 0)
            throw new DataFormatException($"{source}: found no word, expected some that occur at least {minimumCount} times");
        int[] ids = new int[counter.TypeCount];
        Array.Fill(ids, -1);
        for (int id = 0; id < ranked.Length; id++)
            ids[ranked[id]] = id;
        (int[] tokens, int[] lineEnds) = Drop(counter, ids);
        string[] words = Array.ConvertAll(ranked, id => Encoding.UTF8.GetString(counter.Word(id)));
        return new TextCorpus(counter.TypeCount, counter.Tokens.Length, words, tokens, lineEnds);
    }

    /// <summary>Renumbers the tokens in place, leaving out those without an id, and lines without any.</summary>
    private static (int[] Tokens, int[] LineEnds) Drop(WordCounter counter, int[] ids)
    {
        Span<int> tokens = counter.Tokens;
        List<int> lineEnds = [];
        int at = 0;
        int kept = 0;
        foreach (int lineEnd in counter.LineEnds)
        {
            int start = kept;
            for (; at < lineEnd; at++)
            {
                if (ids[tokens[at]] is >= 0 and int id)
                    tokens[kept++] = id;
            }
            if (kept > start)
                lineEnds.Add(kept);
        }
        return (tokens[..kept].ToArray(), [.. lineEnds]);
    }
}
