namespace Glissade;

/// <summary>Names and sizes of <see cref="TensorType"/>s.</summary>
internal static class TensorTypes
{
    internal const string KnownNames = "F32, F16, BF16, I32, I64 or U8";

    /// <summary>The name in a file's header.</summary>
    internal static string FormatName(this TensorType type) => type switch
    {
        TensorType.Float32 => "F32",
        TensorType.Float16 => "F16",
        TensorType.BFloat16 => "BF16",
        TensorType.Int32 => "I32",
        TensorType.Int64 => "I64",
        TensorType.UInt8 => "U8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type"),
    };

    /// <summary>Bytes of one element.</summary>
    internal static int ElementBytes(this TensorType type) => type switch
    {
        TensorType.Int64 => 8,
        TensorType.Float32 or TensorType.Int32 => 4,
        TensorType.Float16 or TensorType.BFloat16 => 2,
        TensorType.UInt8 => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not a tensor type"),
    };

    /// <summary>The type of that name in a header; null if there is none.</summary>
    internal static TensorType? Parse(string name) => name switch
    {
        "F32" => TensorType.Float32,
        "F16" => TensorType.Float16,
        "BF16" => TensorType.BFloat16,
        "I32" => TensorType.Int32,
        "I64" => TensorType.Int64,
        "U8" => TensorType.UInt8,
        _ => null,
    };
}
