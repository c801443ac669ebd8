using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Pseudo-random rotations: three rounds of random signs and a Hadamard transform, x -> H D3 H D2 H D1 x (Andoni et al. 2015, section 3.1,
/// where they stand in for uniformly random rotations at O(D log D) instead of O(D^2)). Lengths grow by D^(3/2), which changes no
/// direction.
/// </summary>
internal sealed unsafe class PolytopeRotations : IDisposable
{
    internal const int Rounds = 3;

    private readonly RowMatrix signs;

    internal PolytopeRotations(int length, int count)
    {
        Length = length;
        Count = count;
        signs = new RowMatrix(count * Rounds, length);
    }

    /// <summary>Elements of a rotated vector (D), a power of two.</summary>
    internal int Length { get; }

    internal int Count { get; }

    internal long MemoryBytes => signs.ByteLength;

    /// <summary>The signs of one round, each +1 or -1.</summary>
    internal ReadOnlySpan<float> Signs(int rotation, int round) => signs.Row((rotation * Rounds) + round);

    /// <summary>Each round has its own stream, so a rotation does not depend on how many others are drawn.</summary>
    internal void Draw(ulong seed)
    {
        for (int round = 0; round < signs.Rows; round++)
        {
            RandomStream random = new(seed, (ulong)round);
            foreach (ref float sign in signs.Row(round))
                sign = random.NextInt32(2) == 0 ? -1 : 1;
        }
    }

    /// <summary>Rotates the vectors that lie side by side in <paramref name="source"/>.</summary>
    internal void Apply(int rotation, float* source, float* target)
    {
        for (int round = 0; round < Rounds; round++)
        {
            HadamardTransform.FlipSigns(round == 0 ? source : target, signs.RowPointer((rotation * Rounds) + round), target, Length);
            HadamardTransform.Compute(target, Length);
        }
    }

    public void Dispose() => signs.Dispose();
}
