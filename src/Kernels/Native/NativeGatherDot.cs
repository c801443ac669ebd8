namespace Glissade.Kernels;

/// <summary>Uses the C library's <see cref="GatherDot"/> where it was measured ahead of this project's own (native/README.md).</summary>
internal static unsafe class NativeGatherDot
{
    /// <summary>Below, splitting the vector and the call cost more than the rows gain.</summary>
    internal const int MinRows = 64;

    /// <summary>About a second-level cache: rows from further away wait for memory, not for instructions.</summary>
    internal const long MaxBytes = 2L << 20;

    /// <summary>Not on ARM: its variant is tested but was measured nowhere.</summary>
    internal static readonly bool IsActive = NativeKernels.Feature == "avx512-bf16";

    /// <summary>Computes the products if it is worth it here.</summary>
    /// <returns>False if nothing was done.</returns>
    public static bool TryCompute(WeightMatrix rows, int* ids, int count, float* vector, float* results)
    {
        if (!IsActive || rows.Precision == WeightPrecision.Single || count < MinRows || rows.ByteLength > MaxBytes
            || rows.Length > NativeKernels.MaxLength)
        {
            return false;
        }
        NativeKernels.GatherDotBFloat16(rows.Pointer, rows.StrideBytes, ids, count, vector, results, rows.Length);
        return true;
    }
}
