using System.Runtime.Intrinsics;

namespace Glissade.Documents;

/// <summary>
/// Copies sixty-four bytes of a text and says which of them belong to words, a bit for each byte, the first one's lowest: where words begin
/// and end then costs no wrong guess for each word. The scalar methods are the definitions, those for vectors do the same at once.
/// </summary>
internal static class WordBlocks
{
    /// <summary>Bytes of a block.</summary>
    internal const int Bytes = 64;

    /// <summary>What separates words at spaces: every byte up to this one.</summary>
    private const byte Space = (byte)' ';

    /// <summary>What an ASCII letter in lower case has more than the same in upper case.</summary>
    private const byte LowerCase = 0x20;

    /// <summary>Copies a block as it is.</summary>
    /// <param name="from">The block.</param>
    /// <param name="to">Receives it; has room for a block.</param>
    /// <param name="spaces">A bit for each space.</param>
    /// <returns>A bit for each byte above a space.</returns>
    internal static ulong CopySpaced(ReadOnlySpan<byte> from, Span<byte> to, out ulong spaces) =>
        Vector512.IsHardwareAccelerated ? CopySpaced512(from, to, out spaces)
        : Vector256.IsHardwareAccelerated ? CopySpaced256(from, to, out spaces)
        : CopySpaced128(from, to, out spaces);

    /// <summary>Copies a block with its ASCII letters in lower case.</summary>
    /// <param name="from">As above.</param>
    /// <param name="to">As above.</param>
    /// <param name="plain">A bit for each byte that is ASCII.</param>
    /// <returns>A bit for each ASCII letter or digit.</returns>
    internal static ulong CopyLower(ReadOnlySpan<byte> from, Span<byte> to, out ulong plain) =>
        Vector512.IsHardwareAccelerated ? CopyLower512(from, to, out plain)
        : Vector256.IsHardwareAccelerated ? CopyLower256(from, to, out plain)
        : CopyLower128(from, to, out plain);

    internal static ulong CopySpacedScalar(ReadOnlySpan<byte> from, Span<byte> to, out ulong spaces)
    {
        ulong words = 0;
        spaces = 0;
        for (int i = 0; i < Bytes; i++)
        {
            to[i] = from[i];
            words |= (from[i] > Space ? 1ul : 0) << i;
            spaces |= (from[i] == Space ? 1ul : 0) << i;
        }
        return words;
    }

    internal static ulong CopyLowerScalar(ReadOnlySpan<byte> from, Span<byte> to, out ulong plain)
    {
        ulong words = 0;
        plain = 0;
        for (int i = 0; i < Bytes; i++)
        {
            char unit = (char)from[i];
            to[i] = char.IsAsciiLetterUpper(unit) ? (byte)(unit | LowerCase) : from[i];
            words |= (char.IsAsciiLetterOrDigit(unit) ? 1ul : 0) << i;
            plain |= (char.IsAscii(unit) ? 1ul : 0) << i;
        }
        return words;
    }

    internal static ulong CopySpaced512(ReadOnlySpan<byte> from, Span<byte> to, out ulong spaces)
    {
        Vector512<byte> bytes = Vector512.Create(from);
        bytes.CopyTo(to);
        spaces = Vector512.Equals(bytes, Vector512.Create(Space)).ExtractMostSignificantBits();
        return Vector512.GreaterThan(bytes, Vector512.Create(Space)).ExtractMostSignificantBits();
    }

    internal static ulong CopySpaced256(ReadOnlySpan<byte> from, Span<byte> to, out ulong spaces)
    {
        ulong words = 0;
        spaces = 0;
        for (int i = 0; i < Bytes; i += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.Create(from[i..]);
            bytes.CopyTo(to[i..]);
            spaces |= (ulong)Vector256.Equals(bytes, Vector256.Create(Space)).ExtractMostSignificantBits() << i;
            words |= (ulong)Vector256.GreaterThan(bytes, Vector256.Create(Space)).ExtractMostSignificantBits() << i;
        }
        return words;
    }

    internal static ulong CopySpaced128(ReadOnlySpan<byte> from, Span<byte> to, out ulong spaces)
    {
        ulong words = 0;
        spaces = 0;
        for (int i = 0; i < Bytes; i += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(from[i..]);
            bytes.CopyTo(to[i..]);
            spaces |= (ulong)Vector128.Equals(bytes, Vector128.Create(Space)).ExtractMostSignificantBits() << i;
            words |= (ulong)Vector128.GreaterThan(bytes, Vector128.Create(Space)).ExtractMostSignificantBits() << i;
        }
        return words;
    }

    internal static ulong CopyLower512(ReadOnlySpan<byte> from, Span<byte> to, out ulong plain)
    {
        Vector512<byte> bytes = Vector512.Create(from);
        Vector512<byte> lower = bytes | Vector512.Create(LowerCase);
        Vector512<byte> letters = Vector512.LessThan(lower - Vector512.Create((byte)'a'), Vector512.Create((byte)26));
        Vector512<byte> digits = Vector512.LessThan(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)10));
        Vector512.ConditionalSelect(letters, lower, bytes).CopyTo(to);
        plain = ~bytes.ExtractMostSignificantBits();
        return (letters | digits).ExtractMostSignificantBits();
    }

    internal static ulong CopyLower256(ReadOnlySpan<byte> from, Span<byte> to, out ulong plain)
    {
        ulong words = 0;
        ulong others = 0;
        for (int i = 0; i < Bytes; i += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.Create(from[i..]);
            Vector256<byte> lower = bytes | Vector256.Create(LowerCase);
            Vector256<byte> letters = Vector256.LessThan(lower - Vector256.Create((byte)'a'), Vector256.Create((byte)26));
            Vector256<byte> digits = Vector256.LessThan(bytes - Vector256.Create((byte)'0'), Vector256.Create((byte)10));
            Vector256.ConditionalSelect(letters, lower, bytes).CopyTo(to[i..]);
            others |= (ulong)bytes.ExtractMostSignificantBits() << i;
            words |= (ulong)(letters | digits).ExtractMostSignificantBits() << i;
        }
        plain = ~others;
        return words;
    }

    internal static ulong CopyLower128(ReadOnlySpan<byte> from, Span<byte> to, out ulong plain)
    {
        ulong words = 0;
        ulong others = 0;
        for (int i = 0; i < Bytes; i += Vector128<byte>.Count)
        {
            Vector128<byte> bytes = Vector128.Create(from[i..]);
            Vector128<byte> lower = bytes | Vector128.Create(LowerCase);
            Vector128<byte> letters = Vector128.LessThan(lower - Vector128.Create((byte)'a'), Vector128.Create((byte)26));
            Vector128<byte> digits = Vector128.LessThan(bytes - Vector128.Create((byte)'0'), Vector128.Create((byte)10));
            Vector128.ConditionalSelect(letters, lower, bytes).CopyTo(to[i..]);
            others |= (ulong)bytes.ExtractMostSignificantBits() << i;
            words |= (ulong)(letters | digits).ExtractMostSignificantBits() << i;
        }
        plain = ~others;
        return words;
    }
}
