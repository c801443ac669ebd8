using System.Runtime.Intrinsics;

namespace Glissade.Kernels;

/// <summary>
/// The nearest vertices of the cross-polytope, plus or minus a unit vector, for runs of elements of <see cref="WinnerTakeAll.Lanes"/>
/// vectors at once, laid out as <see cref="WinnerTakeAll"/> says.
/// </summary>
internal static unsafe class PolytopeVertices
{
    private const int Lanes = WinnerTakeAll.Lanes;

    /// <inheritdoc cref="Scalar.FindVertices"/>
    public static void Find(float* vectors, int runs, int size, int* codes)
    {
        if (Vector512.IsHardwareAccelerated)
            Find<Vector512<float>, Simd512>(vectors, runs, size, codes);
        else if (Vector256.IsHardwareAccelerated)
            Find<Vector256<float>, Simd256>(vectors, runs, size, codes);
        else
            Find<Vector128<float>, Simd128>(vectors, runs, size, codes);
    }

    internal static void Find<TVector, TSimd>(float* vectors, int runs, int size, int* codes)
        where TVector : struct
        where TSimd : struct, ISimd<TVector>
    {
        // As in WinnerTakeAll, codes are integers in registers of floats. The element itself is carried along: its sign is looked at once.
        TVector negativeSide = TSimd.Broadcast(BitConverter.Int32BitsToSingle(size));
        for (int run = 0; run < runs; run++)
        {
            for (int lane = 0; lane < Lanes; lane += TSimd.Lanes)
            {
                float* first = vectors + ((nint)run * size * Lanes) + lane;
                TVector largest = TSimd.Zero;
                TVector element = TSimd.Zero;
                TVector winner = TSimd.Zero;
                for (int position = 0; position < size; position++)
                {
                    TVector value = TSimd.Load(first + ((nint)position * Lanes));
                    TVector absolute = TSimd.Abs(value);
                    TVector above = TSimd.GreaterThan(absolute, largest);
                    winner = TSimd.Select(above, TSimd.Broadcast(BitConverter.Int32BitsToSingle(position)), winner);
                    element = TSimd.Select(above, value, element);
                    largest = TSimd.Select(above, absolute, largest);
                }

                TVector side = TSimd.Select(TSimd.GreaterThan(TSimd.Zero, element), negativeSide, TSimd.Zero);
                TSimd.Store(TSimd.OrBits(winner, side), (float*)codes + ((nint)run * Lanes) + lane);
            }
        }
    }
}
