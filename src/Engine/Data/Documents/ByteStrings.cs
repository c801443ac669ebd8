using System.Text;

namespace Glissade.Documents;

/// <summary>Strings of bytes one behind the other, in memory that is used again and again.</summary>
internal sealed class ByteStrings
{
    private readonly ByteText text = new();
    private int[] ends = [];

    /// <summary>Number of whole strings.</summary>
    internal int Count { get; private set; }

    /// <summary>Bytes of all strings, of the one that is not whole yet too.</summary>
    internal int ByteCount => text.Length;

    /// <summary>One of the whole strings, until the next change.</summary>
    internal ReadOnlySpan<byte> this[int index] => text.Bytes[(index == 0 ? 0 : ends[index - 1])..ends[index]];

    internal void Clear()
    {
        text.Clear();
        Count = 0;
    }

    /// <summary>Adds a whole string.</summary>
    internal void Add(ReadOnlySpan<byte> bytes)
    {
        text.Append(bytes);
        End();
    }

    /// <summary>Adds to the string that <see cref="End"/> will end.</summary>
    internal void Append(ReadOnlySpan<byte> piece) => text.Append(piece);

    /// <summary>Ends the string that was appended to: the next one begins.</summary>
    internal void End()
    {
        if (Count == ends.Length)
            Array.Resize(ref ends, Math.Max(16, 2 * ends.Length));
        ends[Count++] = text.Length;
    }

    /// <summary>The strings, which are UTF-8.</summary>
    internal string[] Strings() => [.. Enumerable.Range(0, Count).Select(index => Encoding.UTF8.GetString(this[index]))];
}
