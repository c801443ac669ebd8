using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// An ONNX graph under construction. The field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
/// </summary>
internal sealed class OnnxGraph
{
    public const int Float = 1;
    public const int Int64 = 7;

    private const int IntegerAttribute = 2;

    private readonly ProtoMessage graph = new ProtoMessage().Text(2, "glissade");
    private int results;

    /// <summary>The finished graph as a whole file's message.</summary>
    /// <param name="opset">Version of the operators.</param>
    /// <param name="intermediateRepresentation">Version of the format.</param>
    /// <param name="producerVersion">Version of this library.</param>
    public ProtoMessage ToModel(int opset, int intermediateRepresentation, string producerVersion) => new ProtoMessage()
        .Number(1, intermediateRepresentation).Text(2, "glissade").Text(3, producerVersion).Message(7, graph)
        .Message(8, new ProtoMessage().Text(1, "").Number(2, opset));

    /// <summary>An input of the graph.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Type of its elements.</param>
    /// <param name="shape">Sizes, or names of sizes that may differ from call to call.</param>
    public string Input(string name, int type, params ReadOnlySpan<object> shape) => Declare(11, name, type, shape);

    /// <summary>An output of the graph.</summary>
    public string Output(string name, int type, params ReadOnlySpan<object> shape) => Declare(12, name, type, shape);

    /// <summary>Applies an operator; the name of its result.</summary>
    public string Apply(string operation, params ReadOnlySpan<string> inputs) => Apply(operation, [], inputs);

    /// <summary>Applies an operator with attributes that are whole numbers.</summary>
    /// <param name="operation">Name of the operator.</param>
    /// <param name="attributes">Names and values.</param>
    /// <param name="inputs">Names of what it is applied to.</param>
    /// <param name="result">The result's name; by default one that nobody else has.</param>
    public string Apply(
        string operation, ReadOnlySpan<(string Name, long Value)> attributes, ReadOnlySpan<string> inputs, string? result = null)
    {
        result ??= $"{operation.ToLowerInvariant()}_{++results}";
        ProtoMessage node = new();
        foreach (string input in inputs)
            node.Text(1, input);
        node.Text(2, result).Text(3, $"{result}_node").Text(4, operation);
        foreach ((string name, long value) in attributes)
            node.Message(5, new ProtoMessage().Text(1, name).Number(3, value).Number(20, IntegerAttribute));
        graph.Message(1, node);
        return result;
    }

    /// <summary>A constant of a few numbers, or of a vector's.</summary>
    public string Constant(string name, ReadOnlySpan<long> shape, float[] values) =>
        Tensor(name, Float, shape, values.Length * (long)sizeof(float), stream => stream.Write(MemoryMarshal.AsBytes<float>(values)));

    /// <summary>A constant of whole numbers.</summary>
    public string Constant(string name, long[] values) =>
        Tensor(name, Int64, [values.Length], values.Length * (long)sizeof(long), stream =>
            stream.Write(MemoryMarshal.AsBytes<long>(values)));

    /// <summary>The first rows and columns of a layer's weights, in single precision however they are stored.</summary>
    public string Constant(string name, WeightMatrix weights, int rows, int columns) =>
        Tensor(name, Float, [rows, columns], (long)rows * columns * sizeof(float), stream =>
        {
            float[] row = new float[columns];
            for (int i = 0; i < rows; i++)
            {
                weights.ReadRow(i, row);
                stream.Write(MemoryMarshal.AsBytes<float>(row));
            }
        });

    private string Tensor(string name, int type, ReadOnlySpan<long> shape, long byteLength, Action<Stream> write)
    {
        ProtoMessage tensor = new();
        foreach (long size in shape)
            tensor.Number(1, size);
        graph.Message(5, tensor.Number(2, type).Text(8, name).Content(9, byteLength, write));
        return name;
    }

    private string Declare(int field, string name, int type, ReadOnlySpan<object> shape)
    {
        ProtoMessage dimensions = new();
        foreach (object size in shape)
        {
            ProtoMessage dimension = new();
            dimensions.Message(1, size is string named ? dimension.Text(2, named) : dimension.Number(1, (int)size));
        }
        ProtoMessage tensorType = new ProtoMessage().Number(1, type).Message(2, dimensions);
        graph.Message(field, new ProtoMessage().Text(1, name).Message(2, new ProtoMessage().Message(1, tensorType)));
        return name;
    }
}
