using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>
/// Cross-polytope hashing (Andoni, Indyk, Laarhoven, Razenshteyn and Schmidt, NIPS 2015; FALCONN): the vector is rotated at random and a
/// code names the nearest of the 2 p vertices plus or minus e_i, which is the place and the sign of the largest of p coordinates. It sees
/// angles, as <see cref="SimHashFamily"/> does, and tells near from far better for as many buckets.
/// </summary>
/// <remarks>
/// Vectors are padded with zeros to a power of two D and rotated by three rounds of random signs and fast Hadamard transform. One rotation
/// gives D / p codes, each from its own run of p coordinates; as many are drawn as K L codes need. Work is O(K L p log D) a vector, in
/// batches of sixteen; a sparse vector is written densely, because its rotation is dense. Elements beyond 10^37 / D^(3/2) may overflow;
/// buckets are valid all the same. Positive scaling changes nothing.
/// </remarks>
public sealed unsafe class CrossPolytopeFamily : IHashFamily
{
    /// <summary>Coordinates of a code unless told otherwise.</summary>
    public const int DefaultPolytopeDimension = 32;

    private const int LargestDimension = 1 << 24;
    private const int LargestPolytope = 1 << 15;

    private readonly CodePacking packing;
    private readonly PolytopeRotations rotations;

    /// <summary>Draws the rotations for vectors of <paramref name="dimension"/> elements.</summary>
    /// <param name="dimension">Elements of a vector, at most 2^24.</param>
    /// <param name="options">How many hash functions.</param>
    /// <param name="polytopeDimension">
    /// Coordinates that a code looks at (p): a power of two; D if vectors are shorter. A code then has 1 + log2 p bits.
    /// </param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public CrossPolytopeFamily(int dimension, HashFamilyOptions options, int polytopeDimension = DefaultPolytopeDimension)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, LargestDimension);
        ArgumentNullException.ThrowIfNull(options);
        if (polytopeDimension is < 1 or > LargestPolytope || !BitOperations.IsPow2(polytopeDimension))
        {
            throw new ArgumentException(
                $"polytopeDimension must be a power of two between 1 and {LargestPolytope}, but is {polytopeDimension}",
                nameof(polytopeDimension));
        }

        Dimension = dimension;
        int length = (int)BitOperations.RoundUpToPowerOf2((uint)dimension);
        PolytopeDimension = Math.Min(polytopeDimension, length);
        packing = new CodePacking(options, codeBits: 1 + BitOperations.Log2((uint)PolytopeDimension));
        int codesPerRotation = length / PolytopeDimension;
        rotations = new PolytopeRotations(length, (packing.CodeCount + codesPerRotation - 1) / codesPerRotation);
        RedrawHashFunctions(options.Seed);
    }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <summary>Coordinates that a code looks at (p); a code has 1 + log2 p bits.</summary>
    public int PolytopeDimension { get; }

    /// <inheritdoc/>
    public int HashesPerTable => packing.HashesPerTable;

    /// <inheritdoc/>
    public int TableCount => packing.TableCount;

    /// <inheritdoc/>
    public int BucketsPerTable => packing.BucketCount;

    /// <inheritdoc/>
    public long MemoryBytes => rotations.MemoryBytes;

    private int CodesPerRotation => rotations.Length / PolytopeDimension;

    /// <inheritdoc/>
    public HashScratch CreateScratch() => new CrossPolytopeScratch(this, rotations.Length, rotations.Count * CodesPerRotation);

    /// <inheritdoc/>
    public void Hash(float* rows, int stride, int count, Span<int> buckets, HashScratch scratch)
    {
        CrossPolytopeScratch own = HashScratch.Check<CrossPolytopeScratch>(this, stride, count, buckets.Length, scratch);
        for (int start = 0; start < count; start += WinnerTakeAll.Lanes)
        {
            int lanes = Math.Min(WinnerTakeAll.Lanes, count - start);
            Transposition.Compute(rows + ((long)start * stride), stride, own.Vectors, WinnerTakeAll.Lanes, lanes, Dimension);
            HashLanes(own, lanes, buckets.Slice(start * TableCount, lanes * TableCount));
        }
    }

    /// <inheritdoc/>
    public void HashSparse(SparseVector vector, Span<int> buckets, HashScratch scratch)
    {
        CrossPolytopeScratch own = HashScratch.Check<CrossPolytopeScratch>(this, vector, buckets.Length, scratch);
        new Span<float>(own.Vectors, Dimension * WinnerTakeAll.Lanes).Clear();
        for (int i = 0; i < vector.Count; i++)
            own.Vectors[(nint)vector.Ids[i] * WinnerTakeAll.Lanes] = vector.Values[i];
        HashLanes(own, 1, buckets[..TableCount]);
    }

    /// <inheritdoc/>
    public void RedrawHashFunctions(ulong seed) => rotations.Draw(seed);

    /// <summary>Frees the rotations; further calls do nothing.</summary>
    public void Dispose() => rotations.Dispose();

    private void HashLanes(CrossPolytopeScratch own, int lanes, Span<int> buckets)
    {
        for (int rotation = 0; rotation < rotations.Count; rotation++)
        {
            rotations.Apply(rotation, own.Vectors, own.Rotated);
            int* codes = own.Codes + ((nint)rotation * CodesPerRotation * WinnerTakeAll.Lanes);
            PolytopeVertices.Find(own.Rotated, CodesPerRotation, PolytopeDimension, codes);
        }

        uint unpacked = packing.PackLanes(own.Codes, own.Packed, lanes, buckets);
        for (int lane = 0; lane < lanes; lane++)
        {
            if ((unpacked >> lane & 1) != 0)
                packing.PackOne(own.Codes + lane, WinnerTakeAll.Lanes, buckets.Slice(lane * TableCount, TableCount));
        }
    }
}
