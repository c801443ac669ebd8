using System.Text;

namespace Glissade.Documents;

/// <summary>Bytes put together piece by piece, in memory that is used again and again.</summary>
internal sealed class ByteText
{
    private byte[] bytes = [];

    /// <summary>Bytes so far.</summary>
    internal int Length { get; private set; }

    /// <summary>The bytes so far, until the next change.</summary>
    internal ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    internal void Clear() => Length = 0;

    internal void Append(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(Reserve(piece.Length));
        Length += piece.Length;
    }

    /// <summary>
    /// Room behind the bytes for <paramref name="count"/> more, of which <see cref="Take"/> makes as many part of the text as were written.
    /// </summary>
    internal Span<byte> Reserve(int count)
    {
        if (bytes.Length - Length < count)
            Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)Length + count, 2L * bytes.Length)));
        return bytes.AsSpan(Length, count);
    }

    /// <summary>Makes <paramref name="count"/> bytes that were written where <see cref="Reserve"/> said part of the text.</summary>
    internal void Take(int count) => Length += count;

    /// <summary>The text, which is UTF-8.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);
}
