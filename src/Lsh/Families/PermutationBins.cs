using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The bins that winner-take-all and minwise hashing look into: positions 0..d-1 are permuted at random and cut into bins of m; as many
/// permutations are drawn as the wanted number of bins needs. The d mod m positions left over by one permutation are in no bin of it.
/// </summary>
/// <remarks>
/// Kept both ways: bin to elements for dense vectors, element to places for sparse ones, which then cost time in proportion to their
/// non-zeros. A place is bin x 8 + position in the bin.
/// </remarks>
internal sealed class PermutationBins
{
    /// <summary>Elements of a bin (m): the size used by SLIDE, whose winner makes a code of exactly three bits.</summary>
    internal const int MaxBinSize = 8;

    /// <summary>Width of a code: log2 of <see cref="MaxBinSize"/>.</summary>
    internal const int CodeBits = 3;

    private readonly int[] members;
    private readonly int[] placeStarts;
    private readonly int[] places;

    internal PermutationBins(int dimension, int binCount)
    {
        Dimension = dimension;
        BinCount = binCount;
        BinSize = Math.Min(MaxBinSize, dimension);
        members = new int[binCount * BinSize];
        places = new int[members.Length];
        placeStarts = new int[dimension + 1];
    }

    internal int Dimension { get; }

    internal int BinCount { get; }

    /// <summary>Vectors shorter than <see cref="MaxBinSize"/> make one bin of all their elements.</summary>
    internal int BinSize { get; }

    internal long MemoryBytes => (members.Length + places.Length + (long)placeStarts.Length) * sizeof(int);

    /// <summary>The vector element at each position of each bin, bin after bin.</summary>
    internal ReadOnlySpan<int> Members => members;

    /// <summary>Where an element stands, bins ascending.</summary>
    internal ReadOnlySpan<int> PlacesOf(int element) => places.AsSpan(placeStarts[element]..placeStarts[element + 1]);

    /// <summary>Draws new permutations. A permutation does not depend on how many others are drawn.</summary>
    internal void Draw(ulong seed)
    {
        int usedPerPermutation = Dimension / BinSize * BinSize;
        int[] permutation = new int[Dimension];
        for (int filled = 0, draw = 0; filled < members.Length; draw++)
        {
            for (int i = 0; i < Dimension; i++)
                permutation[i] = i;
            RandomStream random = new(seed, (ulong)draw);
            random.Shuffle(permutation);
            int taken = Math.Min(usedPerPermutation, members.Length - filled);
            permutation.AsSpan(0, taken).CopyTo(members.AsSpan(filled));
            filled += taken;
        }

        ListPlaces();
    }

    /// <summary>Turns the members round by a counting sort.</summary>
    private void ListPlaces()
    {
        Array.Clear(placeStarts);
        foreach (int element in members)
            placeStarts[element + 1]++;
        for (int element = 0; element < Dimension; element++)
            placeStarts[element + 1] += placeStarts[element];
        int[] next = placeStarts[..Dimension];
        for (int i = 0; i < members.Length; i++)
            places[next[members[i]]++] = (i / BinSize * MaxBinSize) + (i % BinSize);
    }
}
