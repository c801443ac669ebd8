using System.Numerics;
using System.Runtime.Intrinsics;

namespace Glissade.Documents;

/// <summary>The words of a text that bytes up to a space separate.</summary>
internal ref struct SpacedWords(ReadOnlySpan<byte> text)
{
    private readonly ReadOnlySpan<byte> text = text;
    private int start;
    private int end;

    public readonly ReadOnlySpan<byte> Current => text[start..end];

    public readonly SpacedWords GetEnumerator() => this;

    /// <summary>The word that a text begins with.</summary>
    internal static ReadOnlySpan<byte> First(ReadOnlySpan<byte> text) => text[..new SpacedWords(text).EndOf(0)];

    public bool MoveNext()
    {
        start = end;
        while (start < text.Length && text[start] <= ' ')
            start++;
        end = EndOf(start);
        return end > start;
    }

    /// <summary>Where the word at <paramref name="at"/> ends; sixteen bytes at a time, so that its length costs no wrong guess.</summary>
    private readonly int EndOf(int at)
    {
        for (; text.Length - at >= Vector128<byte>.Count; at += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(text[at..]);
            uint separators = Vector128.LessThanOrEqual(bytes, Vector128.Create((byte)' ')).ExtractMostSignificantBits();
            if (separators != 0)
                return at + BitOperations.TrailingZeroCount(separators);
        }
        while (at < text.Length && text[at] > ' ')
            at++;
        return at;
    }
}
