namespace Glissade;

/// <summary>Element types of the tensors that Glissade stores, by their names in the safetensors format.</summary>
public enum TensorType
{
    /// <summary>"F32": single precision, 4 bytes.</summary>
    Float32,

    /// <summary>"F16": half precision, 2 bytes.</summary>
    Float16,

    /// <summary>"BF16": the upper half of a single-precision number, 2 bytes.</summary>
    BFloat16,

    /// <summary>"I32": 4 bytes, two's complement.</summary>
    Int32,

    /// <summary>"I64": 8 bytes, two's complement.</summary>
    Int64,

    /// <summary>"U8": 1 byte.</summary>
    UInt8,
}
