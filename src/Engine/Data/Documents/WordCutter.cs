using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Text;

namespace Glissade.Documents;

/// <summary>Copies the words of a text, which is UTF-8, one behind the other with single spaces between them.</summary>
internal static class WordCutter
{
    /// <summary>A whole vector is stored, of which only the beginning may belong to a word.</summary>
    private static int Slack => Vector128<byte>.Count;

    /// <summary>Bytes that the words of so many bytes of text may take: a rune may take twice as many in its other case.</summary>
    internal static int RoomFor(int sourceBytes) => (2 * sourceBytes) + 1 + Slack;

    /// <summary>Cuts at bytes up to a space.</summary>
    /// <param name="source">The text.</param>
    /// <param name="words">Receives the words; has <see cref="RoomFor"/> the text.</param>
    /// <param name="ends">Receives the end of each word.</param>
    /// <returns>The number of words.</returns>
    internal static int CutAtSpaces(ReadOnlySpan<byte> source, Span<byte> words, Span<int> ends)
    {
        int count = 0;
        int length = 0;
        foreach (ReadOnlySpan<byte> word in new SpacedWords(source))
        {
            word.CopyTo(words[length..]);
            length += word.Length;
            ends[count++] = length;
            words[length++] = (byte)' ';
        }
        return count;
    }

    /// <summary>Takes runs of letters, digits and the marks on them, in lower case.</summary>
    /// <param name="source">As above.</param>
    /// <param name="words">As above.</param>
    /// <param name="ends">As above.</param>
    /// <returns>As above.</returns>
    internal static int CutIntoWords(ReadOnlySpan<byte> source, Span<byte> words, Span<int> ends)
    {
        int count = 0;
        int length = 0;
        int start = 0;
        for (int at = 0; at < source.Length;)
        {
            int taken = CopyPlain(source[at..], words[length..]);
            at += taken;
            length += taken;
            if (at == source.Length)
                break;
            int bytes = 1;
            if (source[at] > sbyte.MaxValue && TakeRune(source[at..], length > start, words, ref length, out bytes))
            {
                at += bytes;
                continue;
            }
            if (length > start)
            {
                ends[count++] = length;
                words[length++] = (byte)' ';
                start = length;
            }
            at += bytes;
        }
        if (length > start)
            ends[count++] = length;
        return count;
    }

    /// <summary>Copies the ASCII letters and digits that a text begins with, in lower case, and returns how many they are.</summary>
    private static int CopyPlain(ReadOnlySpan<byte> source, Span<byte> to)
    {
        int at = 0;
        for (; source.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(source[at..]);
            Vector128<byte> lower = bytes | Vector128.Create((byte)0x20);
            Vector128<byte> letters = Vector128.LessThan(lower - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
            Vector128<byte> digits = Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
            Vector128.ConditionalSelect(letters, lower, bytes).CopyTo(to[at..]);
            uint others = ~(letters | digits).ExtractMostSignificantBits();
            int plain = BitOperations.TrailingZeroCount(others);
            if (plain < Vector128<byte>.Count)
                return at + plain;
        }
        for (; at < source.Length && char.IsAsciiLetterOrDigit((char)source[at]); at++)
            to[at] = (byte)char.ToLowerInvariant((char)source[at]);
        return at;
    }

    /// <summary>Takes a rune that is not ASCII, if it is part of a word.</summary>
    private static bool TakeRune(ReadOnlySpan<byte> source, bool withinWord, Span<byte> words, ref int length, out int bytes)
    {
        _ = Rune.DecodeFromUtf8(source, out Rune rune, out bytes);
        if (!Rune.IsLetterOrDigit(rune) && !(withinWord && IsMark(rune)))
            return false;
        length += Rune.ToLowerInvariant(rune).EncodeToUtf8(words[length..]);
        return true;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
}
