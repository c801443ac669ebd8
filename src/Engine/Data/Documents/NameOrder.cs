using System.Buffers.Binary;

namespace Glissade.Documents;

/// <summary>Sorts strings of bytes, which are UTF-8, in the order of the UTF-16 units of the same strings.</summary>
/// <remarks>
/// Eight bytes at a time are compared as one number, made such that numbers have the order of the units: that differs from the order of the
/// bytes only for what takes two units, which comes before U+E000 to U+FFFF.
/// </remarks>
internal static class NameOrder
{
    /// <summary>Strings that are alike up to here are compared as they are.</summary>
    private const int LongestPrefix = 4 * sizeof(ulong);

    private const ulong NotAscii = 0x8080808080808080;

    /// <summary>Sorts numbers by the strings that they stand for.</summary>
    internal static void Sort(Span<int> numbers, NameTable names) => Sort(numbers, new ulong[numbers.Length], names, 0);

    /// <summary>The order of two strings.</summary>
    internal static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        int alike = one.CommonPrefixLength(other);
        return alike == Math.Min(one.Length, other.Length) ? one.Length.CompareTo(other.Length) : Rank(one[alike]) - Rank(other[alike]);
    }

    /// <summary>Sorts strings that are alike up to <paramref name="prefix"/>.</summary>
    private static void Sort(Span<int> numbers, Span<ulong> pieces, NameTable names, int prefix)
    {
        if (prefix == LongestPrefix)
        {
            numbers.Sort((one, other) => Compare(names[one], names[other]));
            return;
        }
        for (int i = 0; i < numbers.Length; i++)
            pieces[i] = Piece(names[numbers[i]], prefix);
        pieces.Sort(numbers);
        for (int first = 0, end; first < numbers.Length; first = end)
        {
            for (end = first + 1; end < numbers.Length && pieces[end] == pieces[first];)
                end++;
            if (end - first > 1)
                Sort(numbers[first..end], pieces[first..end], names, prefix + sizeof(ulong));
        }
    }

    /// <summary>Eight bytes of a string, zeros behind its end, as a number that has their place in the order.</summary>
    private static ulong Piece(ReadOnlySpan<byte> name, int start)
    {
        scoped ReadOnlySpan<byte> rest = name[Math.Min(start, name.Length)..];
        Span<byte> last = stackalloc byte[sizeof(ulong)];
        if (rest.Length < sizeof(ulong))
        {
            last.Clear();
            rest.CopyTo(last);
            rest = last;
        }
        ulong bytes = BinaryPrimitives.ReadUInt64BigEndian(rest);
        if ((bytes & NotAscii) == 0)
            return bytes;
        ulong piece = 0;
        for (int i = 0; i < sizeof(ulong); i++)
            piece = (piece << 8) | (byte)Rank(rest[i]);
        return piece;
    }

    /// <summary>A byte's place: those that begin what takes two units in UTF-16 come before those that begin U+E000 to U+FFFF.</summary>
    private static int Rank(byte unit) => unit switch
    {
        >= 0xF0 => unit - 2,
        0xEE or 0xEF => unit + 5,
        _ => unit,
    };
}
