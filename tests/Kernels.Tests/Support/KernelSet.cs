using System.Runtime.Intrinsics;

namespace Glissade.Kernels.Tests;

/// <summary>All vector kernels of one width behind one face, so that each test runs over the widths by name.</summary>
internal abstract unsafe class KernelSet
{
    public static KernelSet ByName(string name) => name switch
    {
        "Vector128" => new KernelSet<Vector128<float>, Simd128>(),
        "Vector256" => new KernelSet<Vector256<float>, Simd256>(),
        "Vector512" => new KernelSet<Vector512<float>, Simd512>(),
        "dispatched" => new DispatchedKernels(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "unknown width"),
    };

    public abstract float Dot(float* a, float* b, int length);

    public abstract void Axpy(float scale, float* x, float* y, int length);

    /// <summary>The rows lie as <paramref name="precision"/> says, <paramref name="stride"/> bytes apart.</summary>
    public abstract void GatherDot(
        WeightPrecision precision, byte* rows, nint stride, int* ids, int count, float* vector, float* results, int length);

    /// <inheritdoc cref="GatherDot"/>
    public abstract void GatherSum(
        WeightPrecision precision, byte* rows, nint stride, int* ids, float* scales, int count, float* sum, int length);

    public abstract ulong GreaterThanMask16(float* a, float* b);

    public abstract ulong AboveMask64(float* values, float threshold);

    public abstract void PackSigns(float* values, int count, ushort* words);

    public abstract void SignatureDistances(ulong* signatures, int groups, int words, ulong* query, ushort* distances);

    public abstract uint BelowMask32(ushort* distances, int bound);

    public abstract void CodeSums(byte* codes, int groups, int codeBytes, byte* tables, ushort* sums);

    public abstract void CodeSumsOfTwo(
        byte* codes, int groups, int codeBytes, byte* firstTables, byte* secondTables, ushort* firstSums, ushort* secondSums);

    public abstract void CodeEstimates(
        ushort* sums, float scale, float start, ushort* slopes, ushort* offsets, float* estimates, int count);

    public abstract void TransposePresent(float* rows, int stride, int count, int dimension, float* transposed);

    public abstract void TransposeValues(float* rows, int stride, int count, int dimension, float* transposed);

    public abstract void HadamardTransform(float* vectors, int length);

    public abstract void FlipSigns(float* source, float* signs, float* target, int length);

    public abstract void FindVertices(float* vectors, int runs, int size, int* codes);

    public abstract void FindWinners(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes);

    public abstract uint PackWinners(int* codes, int tables, int codesPerTable, int codeBits, int* packed);

    /// <summary>The rows lie as <paramref name="precision"/> says, <paramref name="stride"/> bytes apart.</summary>
    public abstract void Update<TUpdate>(
        WeightPrecision precision, byte* rows, nint stride, int length, int* ids, int count, in TUpdate update, uint noise)
        where TUpdate : struct, IRowUpdate;

    public abstract void Widen(ushort* source, float* target, int length);

    public abstract void Narrow(float* source, ushort* target, int length);

    public abstract void Narrow(float* source, ushort* target, int length, uint key);

    public abstract double SquaredHingeNegatives(float* logits, int count, float scale);

    public abstract double LogisticNegatives(float* logits, int count, float scale);

    public abstract double ExpSum(float* logits, int count, float shift);

    public abstract void AddExp(float* logits, float* shifts, float* sums, int count);

    public abstract void ScaledExp(float* logits, float* shifts, float* scales, int count);

    public abstract void Maximize(float* logits, float* maxima, int count);

    public abstract float Maximum(float* values, int count);

    public abstract void Scale(float* values, int count, float factor);

    public abstract void Rebase(float* sums, float* oldShifts, float* newShifts, float* added, int count);

    /// <summary><paramref name="blockVectors"/> is 2 or 4; the dispatched product chooses for itself.</summary>
    public abstract void Multiply(
        float* a, int aRowStride, int aInnerStride, float* b, int bStride, float* c, int cStride, int m, int n, int k, bool accumulate,
        int blockVectors);

    /// <inheritdoc cref="Multiply"/>
    public abstract void ScanDot(
        WeightMatrix rows, int first, int count, float* vectors, int vectorStride, int vectorCount, float* results, int resultStride,
        int blockVectors);

    public abstract void RowSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride);

    public abstract void ColumnSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride);
}
