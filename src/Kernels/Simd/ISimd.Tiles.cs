namespace Glissade.Kernels;

/// <content>As many registers as there are lanes, as a square matrix.</content>
internal unsafe partial interface ISimd<TVector>
{
    /// <summary>target[j][i] = rows[i][element + j] for i and j below <see cref="Lanes"/>.</summary>
    /// <param name="rows">The first row.</param>
    /// <param name="stride">Bytes from one row to the next.</param>
    /// <param name="element">The first element of each row.</param>
    /// <param name="target">The first row of the transposed tile.</param>
    /// <param name="targetStride">Elements from one of its rows to the next.</param>
    static abstract void TransposeTile<TFormat>(byte* rows, nint stride, nint element, float* target, nint targetStride)
        where TFormat : struct, IRowFormat<TVector>;
}
