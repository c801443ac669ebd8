using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace Glissade.Documents;

/// <summary>A string of bytes in 24 bytes: its first 16, zeros behind a shorter one, its length and a hash of all of it.</summary>
internal readonly struct NameKey
{
    // Drawn anew in each process: a file cannot be made such that all its words fall on one slot.
    private static readonly ulong SeedA = RandomSeed();
    private static readonly ulong SeedB = RandomSeed();

    private readonly ulong head;
    private readonly ulong tail;
    private readonly int length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private NameKey(Vector128<byte> first, int length, ReadOnlySpan<byte> name)
    {
        head = first.AsUInt64().GetElement(0);
        tail = first.AsUInt64().GetElement(1);
        this.length = length;
        // The folded 128-bit product of the seeded words.
        ulong high = Math.BigMul(head ^ SeedA, (tail + (uint)length) ^ SeedB, out ulong low);
        ulong folded = length > Vector128<byte>.Count ? XxHash3.HashToUInt64(name, (long)SeedA) : high ^ low;
        Hash = (uint)(folded ^ (folded >> 32));
    }

    /// <summary>The same for equal strings, and for few others.</summary>
    internal uint Hash { get; }

    /// <summary>Whether equal keys mean equal strings.</summary>
    internal bool IsWhole => length <= Vector128<byte>.Count;

    /// <summary>The key of a string.</summary>
    internal static NameKey Of(ReadOnlySpan<byte> name)
    {
        Span<byte> first = stackalloc byte[Vector128<byte>.Count];
        first.Clear();
        name[..Math.Min(name.Length, first.Length)].CopyTo(first);
        return new NameKey(Vector128.Create<byte>(first), name.Length, name);
    }

    /// <summary>The key of a string within a text. Words have all lengths: those up to a vector take the same path here.</summary>
    /// <param name="text">The string and what follows it, a vector's bytes in all at least.</param>
    /// <param name="length">How long the string is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static NameKey Of(ReadOnlySpan<byte> text, int length)
    {
        // Signed, as processors without AVX-512 compare bytes; these go up to 16 only.
        Vector128<sbyte> end = Vector128.Create((sbyte)Math.Min(length, Vector128<byte>.Count));
        Vector128<byte> within = Vector128.LessThan(Vector128<sbyte>.Indices, end).AsByte();
        return new NameKey(Vector128.Create(text) & within, length, text[..length]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool Equals(in NameKey other) =>
        ((head ^ other.head) | (tail ^ other.tail) | (uint)(length ^ other.length)) == 0 && Hash == other.Hash;

    private static ulong RandomSeed()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return MemoryMarshal.Read<ulong>(bytes);
    }
}
