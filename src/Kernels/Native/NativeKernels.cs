using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Glissade.Kernels;

/// <summary>The functions of the optional C library: native/include/glissade_native.h is their documentation.</summary>
/// <remarks>
/// Arguments are blittable and the addresses are resolved once, so a call costs a few nanoseconds. It takes from one to a hundred
/// microseconds: too long to keep the collector waiting, so the transition is not suppressed.
/// </remarks>
internal static unsafe class NativeKernels
{
    /// <summary>Longest row of <see cref="GatherDotBFloat16"/>.</summary>
    public const int MaxLength = 4096;

    /// <summary>What was loaded: "avx512-bf16", "arm-bf16" or "none".</summary>
    public static readonly string Feature;

    private const int AbiVersion = 1;
    private const int Ok = 0;

    private static readonly delegate* unmanaged[Cdecl]<byte*, long, int*, int, float*, int, float*, int> gatherDot;

#pragma warning disable CA1810 // fields that belong together
    static NativeKernels()
    {
        Feature = "none";
        nint library = NativeLoader.Load(Environment.GetEnvironmentVariable(NativeLoader.Variable));
        if (library == 0
            || !NativeLibrary.TryGetExport(library, "glissade_abi_version", out nint version)
            || ((delegate* unmanaged[Cdecl]<int>)version)() != AbiVersion
            || !NativeLibrary.TryGetExport(library, "glissade_features", out nint features)
            || !NativeLibrary.TryGetExport(library, "glissade_gather_dot_bf16", out nint function))
        {
            return;
        }
        gatherDot = (delegate* unmanaged[Cdecl]<byte*, long, int*, int, float*, int, float*, int>)function;
        Feature = NameOf(((delegate* unmanaged[Cdecl]<uint>)features)());
    }
#pragma warning restore CA1810

    /// <summary>Whether the functions below may be called.</summary>
    public static bool IsLoaded => Feature != "none";

    /// <summary>results[i] = rows[ids[i]] . vector with rows stored as bfloat16.</summary>
    /// <remarks>
    /// The vector keeps 16 bits of its elements' precision: a result is off by up to 2^-16 of the sum of |row[j] vector[j]|. Subnormal
    /// numbers count as zero, and an infinite weight gives infinity or NaN.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The library refuses the arguments: the length is not a multiple of 16 from 16 to <see cref="MaxLength"/>, or the count is negative.
    /// </exception>
    public static void GatherDotBFloat16(byte* rows, nint stride, int* ids, int count, float* vector, float* results, int length)
    {
        int code = gatherDot(rows, stride, ids, count, vector, length, results);
        if (code != Ok)
            throw new ArgumentException($"the native library refuses {count} rows of {length} elements (code {code})");
    }

    /// <summary>A switch that lowers the tier turns the library off too.</summary>
    private static string NameOf(uint features) =>
        (features & 1) != 0 && Vector512.IsHardwareAccelerated ? "avx512-bf16"
        : (features & 2) != 0 && AdvSimd.IsSupported ? "arm-bf16"
        : "none";
}
