using System.Collections;
using System.Runtime.InteropServices;

namespace Glissade.Runner.Products;

/// <summary>The OpenBLAS of this machine, if there is one: row-major products of single precision.</summary>
internal sealed unsafe class OpenBlas
{
    private const int RowMajor = 101;
    private const int AsItLies = 111;
    private const int Transposed = 112;

    private static readonly string[] Prefixes = ["OPENBLAS_", "GOTO_", "OMP_"];
    private static readonly string[] LibraryNames = ["libopenblas.so.0", "libopenblas.so", "libopenblas.dylib", "libopenblas.dll"];

    private readonly delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void> multiply;
    private readonly delegate* unmanaged<int, void> setThreads;

    private OpenBlas(nint library)
    {
        multiply = (delegate* unmanaged<int, int, int, int, int, int, float, float*, int, float*, int, float, float*, int, void>)
            NativeLibrary.GetExport(library, "cblas_sgemm");
        setThreads = (delegate* unmanaged<int, void>)NativeLibrary.GetExport(library, "openblas_set_num_threads");
        var configuration = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_config");
        var coreName = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "openblas_get_corename");
        Description = $"{Text(configuration())}; kernels for {Text(coreName())}";
    }

    /// <summary>Version, build settings, and the processor whose kernels it chose.</summary>
    public string Description { get; }

    /// <summary>
    /// Settings of the environment that change what it does, such as OPENBLAS_CORETYPE=Haswell, which keeps it from AVX-512. They are the
    /// user's and are left alone, but no figure may be read without them.
    /// </summary>
    public static IReadOnlyList<string> Overrides() =>
    [
        .. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => $"{variable.Key}={variable.Value}")
            .Where(setting => Prefixes.Any(prefix => setting.StartsWith(prefix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The installed library, or null.</summary>
    public static OpenBlas? Find()
    {
        foreach (string name in LibraryNames)
        {
            if (NativeLibrary.TryLoad(name, out nint library))
                return new OpenBlas(library);
        }
        return null;
    }

    /// <summary>How many threads share each of the following products.</summary>
    public void SetThreads(int count) => setThreads(count);

    /// <summary>C[m x n] (+)= A[m x k] B[k x n], each row-major; where said so, what lies in memory is A's or B's transpose.</summary>
    public void Multiply(
        bool transposeA, bool transposeB, int m, int n, int k, float* a, int aStride, float* b, int bStride, float* c, int cStride,
        bool accumulate) =>
        multiply(
            RowMajor, transposeA ? Transposed : AsItLies, transposeB ? Transposed : AsItLies,
            m, n, k, 1, a, aStride, b, bStride, accumulate ? 1 : 0, c, cStride);

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text)?.Trim() ?? "unknown";
}
