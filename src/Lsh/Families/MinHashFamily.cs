using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Minwise hashing of the set of a vector's largest elements, by densified one permutation hashing (Shrivastava and Li, ICML 2014; SLIDE's
/// DOPH): positions are permuted and cut into bins of eight, a code is the place in its bin of the first element of the set. Two sets agree
/// in a code about as often as their Jaccard similarity |A and B| / |A or B| tells.
/// </summary>
/// <remarks>
/// An empty bin borrows from another (Shrivastava, ICML 2017), as in <see cref="DwtaFamily"/>. Codes have eight values, so bins that borrow
/// from different bins agree by accident once in eight times. Zeros and NaN are in no set; the vector without elements goes to bucket 0 of
/// every table.
/// </remarks>
public sealed unsafe class MinHashFamily : BinHashFamily
{
    /// <summary>Elements that make the set unless told otherwise: as many as SLIDE takes.</summary>
    public const int DefaultTopElements = 30;

    /// <summary>For <see cref="TopElements"/>: every element but zeros makes the set.</summary>
    public const int AllNonZeros = int.MaxValue;

    /// <summary>Draws the bins for vectors of <paramref name="dimension"/> elements.</summary>
    /// <param name="dimension">Elements of a vector.</param>
    /// <param name="options">How many hash functions.</param>
    /// <param name="topElements">
    /// How many of a vector's non-zero elements make its set: the largest, of equals those with the lower ids; all if there are no more.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public MinHashFamily(int dimension, HashFamilyOptions options, int topElements = DefaultTopElements)
        : base(dimension, options)
    {
        if (topElements < 1)
            throw new ArgumentException($"topElements must be at least 1, but is {topElements}", nameof(topElements));
        TopElements = Math.Min(topElements, dimension);
    }

    /// <summary>Most elements of a vector's set, at most the dimension.</summary>
    public int TopElements { get; }

    private protected override void LayOut(float* rows, int stride, int count, BinScratch own)
    {
        new Span<float>(own.Transposed, Dimension * WinnerTakeAll.Lanes).Fill(float.NegativeInfinity);
        for (int v = 0; v < count; v++)
        {
            float* row = rows + ((long)v * stride);
            own.Selection.Begin(TopElements);
            for (int element = 0; element < Dimension; element++)
            {
                if (IsPresent(row[element]))
                    own.Selection.Offer(element, row[element]);
            }

            foreach (int element in own.Selection.Ids)
                own.Transposed[((nint)element * WinnerTakeAll.Lanes) + v] = 1;
        }
    }

    private protected override void FindSparse(SparseVector vector, BinScratch own)
    {
        own.Selection.Begin(TopElements);
        for (int i = 0; i < vector.Count; i++)
        {
            if (IsPresent(vector.Values[i]))
                own.Selection.Offer(vector.Ids[i], vector.Values[i]);
        }

        int* codes = own.Codes;
        foreach (int element in own.Selection.Ids)
        {
            foreach (int place in Bins.PlacesOf(element))
            {
                // As unsigned numbers, no winner is above every position.
                int bin = place / PermutationBins.MaxBinSize;
                codes[bin] = (int)Math.Min((uint)codes[bin], (uint)(place % PermutationBins.MaxBinSize));
            }
        }
    }

    private static bool IsPresent(float value) => Math.Abs(value) > 0;
}
