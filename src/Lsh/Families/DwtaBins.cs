using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// The bins of winner-take-all hashing: positions 0..d-1 are permuted at random and cut into bins of m; as many permutations are drawn as
/// the wanted number of bins needs. The d mod m positions left over by one permutation are in no bin of it.
/// </summary>
internal static class DwtaBins
{
    /// <summary>Elements of a bin (m): the size used by SLIDE, whose winner makes a code of exactly three bits.</summary>
    internal const int MaxBinSize = 8;

    /// <summary>Width of a code: log2 of <see cref="MaxBinSize"/>.</summary>
    internal const int CodeBits = 3;

    /// <summary>Vectors shorter than <see cref="MaxBinSize"/> make one bin of all their elements.</summary>
    internal static int BinSize(int dimension) => Math.Min(MaxBinSize, dimension);

    /// <summary>Fills members[bin * size + position] with the vector element at that position of that bin.</summary>
    internal static void Draw(Span<int> members, int dimension, ulong seed)
    {
        int size = BinSize(dimension);
        int usedPerPermutation = dimension / size * size;
        int[] permutation = new int[dimension];
        for (int filled = 0, draw = 0; filled < members.Length; draw++)
        {
            for (int i = 0; i < dimension; i++)
                permutation[i] = i;
            RandomStream random = new(seed, (ulong)draw);
            random.Shuffle(permutation);
            int taken = Math.Min(usedPerPermutation, members.Length - filled);
            permutation.AsSpan(0, taken).CopyTo(members[filled..]);
            filled += taken;
        }
    }
}
