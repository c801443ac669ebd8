using System.Globalization;
using System.Numerics;
using System.Text;

namespace Glissade.Documents;

/// <summary>Copies a text, which is UTF-8, and lists where in the copy its words begin and end.</summary>
/// <remarks>At least one byte of the copy that belongs to no word stands between two words.</remarks>
internal ref struct WordCutter
{
    private readonly ReadOnlySpan<byte> source;
    private readonly Span<byte> text;
    private readonly Span<int> edges;
    private int at;
    private int length;
    private int edgeCount;
    private ulong inWord;

    private WordCutter(ReadOnlySpan<byte> source, Span<byte> text, Span<int> edges)
    {
        this.source = source;
        this.text = text;
        this.edges = edges;
    }

    /// <summary>
    /// Bytes that the copy of so many bytes of text may take: a rune may take twice as many in its other case, and whole blocks are stored.
    /// </summary>
    internal static int RoomFor(int sourceBytes) => checked((2 * sourceBytes) + (2 * WordBlocks.Bytes));

    /// <summary>Beginnings and ends that the words of so many bytes of text may have.</summary>
    internal static int EdgesFor(int sourceBytes) => sourceBytes + 2;

    /// <summary>Cuts at bytes up to a space.</summary>
    /// <param name="source">The text.</param>
    /// <param name="text">Receives the copy; has <see cref="RoomFor"/> it.</param>
    /// <param name="edges">Receives the beginning and the end of each word; has <see cref="EdgesFor"/> the text.</param>
    /// <returns>The number of words.</returns>
    internal static int CutAtSpaces(ReadOnlySpan<byte> source, Span<byte> text, Span<int> edges)
    {
        WordCutter cutter = new(source, text, edges);
        Span<byte> last = stackalloc byte[WordBlocks.Bytes];
        while (cutter.at < source.Length)
        {
            ulong words = WordBlocks.CopySpaced(cutter.Block(last, out int taken), text[cutter.length..], out _);
            cutter.Take(words, taken);
        }
        return cutter.End();
    }

    /// <summary>Takes runs of letters, digits and the marks on them, in lower case.</summary>
    /// <param name="source">As above.</param>
    /// <param name="text">As above.</param>
    /// <param name="edges">As above.</param>
    /// <returns>As above.</returns>
    internal static int CutIntoWords(ReadOnlySpan<byte> source, Span<byte> text, Span<int> edges)
    {
        WordCutter cutter = new(source, text, edges);
        Span<byte> last = stackalloc byte[WordBlocks.Bytes];
        while (cutter.at < source.Length)
        {
            ulong words = WordBlocks.CopyLower(cutter.Block(last, out int taken), text[cutter.length..], out ulong plain);
            cutter.Take(words, Math.Min(taken, BitOperations.TrailingZeroCount(~plain)));
            while (cutter.at < source.Length && source[cutter.at] > sbyte.MaxValue)
                cutter.TakeRune();
        }
        return cutter.End();
    }

    /// <summary>The next block of the text, the last one filled up, and how many bytes of it are the text's.</summary>
    private readonly ReadOnlySpan<byte> Block(Span<byte> last, out int taken)
    {
        ReadOnlySpan<byte> rest = source[at..];
        taken = WordBlocks.Bytes;
        if (rest.Length >= WordBlocks.Bytes)
            return rest;
        taken = rest.Length;
        last.Clear();
        rest.CopyTo(last);
        return last;
    }

    /// <summary>Takes the first bytes of a block that was copied.</summary>
    private void Take(ulong words, int count)
    {
        if (count == 0)
            return;
        ulong changes = words ^ ((words << 1) | inWord);
        if (count < WordBlocks.Bytes)
            changes &= (1ul << count) - 1;
        int edge = edgeCount;
        for (; changes != 0; changes &= changes - 1)
            edges[edge++] = length + BitOperations.TrailingZeroCount(changes);
        edgeCount = edge;
        inWord = (words >> (count - 1)) & 1;
        at += count;
        length += count;
    }

    /// <summary>Takes a rune that is not ASCII.</summary>
    private void TakeRune()
    {
        _ = Rune.DecodeFromUtf8(source[at..], out Rune rune, out int bytes);
        at += bytes;
        ulong belongs = Rune.IsLetterOrDigit(rune) || (inWord != 0 && IsMark(rune)) ? 1ul : 0;
        if (belongs != inWord)
            edges[edgeCount++] = length;
        inWord = belongs;
        length += (belongs != 0 ? Rune.ToLowerInvariant(rune) : new Rune(' ')).EncodeToUtf8(text[length..]);
    }

    private int End()
    {
        if (inWord != 0)
            edges[edgeCount++] = length;
        return edgeCount / 2;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
