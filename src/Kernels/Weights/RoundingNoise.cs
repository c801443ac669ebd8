using System.Runtime.CompilerServices;

namespace Glissade.Kernels;

/// <summary>
/// The random bits of stochastic rounding: a table of 16-bit numbers, one from each 4,096th of their range in random order, that each row enters
/// at a place of its own in each update. Loading a vector of them costs a third of making one by hashing, which would be the larger part of an
/// update; over many updates an element meets the whole table, whose mean is exactly half.
/// </summary>
internal static unsafe class RoundingNoise
{
    private const int Count = 1 << 12;
    private const int StratumSize = (1 << 16) / Count;

    /// <summary>The widest vector: so many numbers are repeated behind the end, for loads that begin just before it.</summary>
    private const int Overhang = 16;

    private static readonly AlignedBuffer<ushort> Table = Draw();
    private static readonly ushort* First = Table.Pointer;

    /// <summary>The noise of a key.</summary>
    public static uint At(uint key) => *From(key);

    /// <summary>The noise of a key and of the 15 that follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ushort* From(uint key) => First + (key % Count);

    private static AlignedBuffer<ushort> Draw()
    {
        RandomStream random = new(0x6E6F697365);
        int[] strata = [.. Enumerable.Range(0, Count)];
        random.Shuffle(strata);
        AlignedBuffer<ushort> table = new(Count + Overhang);
        // A stratum and the one mirrored at the middle take mirrored places in it: the mean is (2^16 - 1) / 2.
        int[] places = [.. Enumerable.Range(0, Count / 2).Select(_ => random.NextInt32(StratumSize))];
        for (int i = 0; i < Count; i++)
        {
            int stratum = strata[i];
            int place = stratum < Count / 2 ? places[stratum] : StratumSize - 1 - places[Count - 1 - stratum];
            table.Pointer[i] = (ushort)((stratum * StratumSize) + place);
        }
        for (int i = 0; i < Overhang; i++)
            table.Pointer[Count + i] = table.Pointer[i];
        return table;
    }
}
