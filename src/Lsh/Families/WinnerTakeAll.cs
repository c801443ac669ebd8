using System.Runtime.Intrinsics;

namespace Glissade.Lsh;

/// <summary>
/// The winner of each bin for <see cref="Lanes"/> vectors at once. A bin's code is the position, within the bin, of the largest element
/// that is present; the first of equals wins. Zeros (sparse absence), NaN and minus infinity are absent; a bin without present elements has
/// no winner.
/// </summary>
/// <remarks>
/// Lane layout: the vectors are transposed, element e of vector v at transposed[e * Lanes + v], and the codes come out likewise, bin b of
/// vector v at codes[b * Lanes + v]. So every load is a whole vector and no gather is needed on any processor.
/// </remarks>
internal static unsafe class WinnerTakeAll
{
    /// <summary>Vectors hashed side by side: one 256-bit register of single-precision numbers.</summary>
    internal const int Lanes = 8;

    /// <summary>The code of a bin without present elements.</summary>
    internal const int NoWinner = -1;

    internal static void Find(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes)
    {
        if (Vector128.IsHardwareAccelerated)
            FindVector(transposed, members, binSize, codes);
        else
            FindScalar(transposed, members, binSize, codes);
    }

    internal static void FindScalar(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes)
    {
        for (int bin = 0; bin * binSize < members.Length; bin++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                float best = float.NegativeInfinity;
                int winner = NoWinner;
                for (int position = 0; position < binSize; position++)
                {
                    float value = transposed[(members[(bin * binSize) + position] * Lanes) + lane];
                    if (value > best && value != 0)
                    {
                        best = value;
                        winner = position;
                    }
                }

                codes[(bin * Lanes) + lane] = winner;
            }
        }
    }

    /// <summary>One register of eight vectors; processors with 128-bit registers take it as two halves.</summary>
    internal static void FindVector(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes)
    {
        for (int start = 0; start < members.Length; start += binSize)
        {
            Vector256<float> best = Vector256.Create(float.NegativeInfinity);
            Vector256<int> winner = Vector256.Create(NoWinner);
            for (int position = 0; position < binSize; position++)
            {
                Vector256<float> value = Vector256.Load(transposed + (members[start + position] * Lanes));
                Vector256<float> absent = Vector256.Equals(value, Vector256<float>.Zero);
                Vector256<float> wins = Vector256.AndNot(Vector256.GreaterThan(value, best), absent);
                best = Vector256.ConditionalSelect(wins, value, best);
                winner = Vector256.ConditionalSelect(wins.AsInt32(), Vector256.Create(position), winner);
            }

            winner.Store(codes);
            codes += Lanes;
        }
    }
}
