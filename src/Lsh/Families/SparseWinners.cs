namespace Glissade.Lsh;

/// <summary>The winners of a sparse vector's stored elements, found by the bins that each of them stands in.</summary>
internal static unsafe class SparseWinners
{
    /// <summary>
    /// Makes codes[bin] the position of the largest stored element, the first of equals, and best[bin] that element. Zeros, NaN and minus
    /// infinity never win; a bin without winner keeps its code, and its best is minus infinity.
    /// </summary>
    internal static void Find(PermutationBins bins, SparseVector vector, int* codes, float* best)
    {
        new Span<float>(best, bins.BinCount).Fill(float.NegativeInfinity);
        for (int i = 0; i < vector.Count; i++)
        {
            float value = vector.Values[i];
            if (!(Math.Abs(value) > 0))
                continue;
            foreach (int place in bins.PlacesOf(vector.Ids[i]))
            {
                int bin = place / PermutationBins.MaxBinSize;
                int position = place % PermutationBins.MaxBinSize;
                if (value > best[bin] || (value == best[bin] && position < codes[bin]))
                {
                    best[bin] = value;
                    codes[bin] = position;
                }
            }
        }
    }
}
