using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Glissade.Documents;

/// <summary>
/// A string of bytes in 20 bytes: its length with its first and last bytes, which are all it has up to 16, or with a hash of a longer one.
/// </summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal readonly struct NameKey
{
    /// <summary>The longest string that the words hold.</summary>
    private const int LongestWhole = 2 * sizeof(ulong);

    // Drawn anew in each process: a file cannot be made such that all its words fall on one slot.
    private static readonly ulong SeedA = RandomSeed();
    private static readonly ulong SeedB = RandomSeed();

    private readonly ulong head;
    private readonly ulong tail;
    private readonly int length;

    private NameKey(ulong head, ulong tail, int length)
    {
        this.head = head;
        this.tail = tail;
        this.length = length;
    }

    /// <summary>Whether equal keys mean equal strings.</summary>
    internal bool IsWhole => length <= LongestWhole;

    /// <summary>The key of a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static NameKey Of(ReadOnlySpan<byte> name)
    {
        int length = name.Length;
        // The two pieces overlap unless the string is as long as both.
        if (length is >= sizeof(ulong) and <= LongestWhole)
        {
            return new NameKey(
                BinaryPrimitives.ReadUInt64LittleEndian(name), BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]), length);
        }
        return OfOtherLength(name);
    }

    private static NameKey OfOtherLength(ReadOnlySpan<byte> name)
    {
        int length = name.Length;
        if (length > LongestWhole)
            return new NameKey(XxHash3.HashToUInt64(name, (long)SeedA), 0, length);
        if (length >= sizeof(uint))
        {
            return new NameKey(
                BinaryPrimitives.ReadUInt32LittleEndian(name), BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]), length);
        }
        ulong bytes = 0;
        foreach (byte one in name)
            bytes = (bytes << 8) | one;
        return new NameKey(bytes, 0, length);
    }

    /// <summary>Folds the 128-bit product of the seeded words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong Hash()
    {
        ulong high = Math.BigMul(head ^ SeedA, (tail + (uint)length) ^ SeedB, out ulong low);
        return high ^ low;
    }

    internal bool Equals(in NameKey other) => head == other.head && tail == other.tail && length == other.length;

    private static ulong RandomSeed()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }
}
