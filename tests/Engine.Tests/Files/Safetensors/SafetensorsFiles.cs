using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Glissade.Tests;

/// <summary>What a random file declares.</summary>
internal sealed record SafetensorsFile(
    IReadOnlyList<(string Name, TensorType Type, long[] Shape, byte[] Bytes)> Tensors, IReadOnlyList<(string Key, string Value)> Metadata)
{
    internal byte[] ToBytes()
    {
        SafetensorsWriter writer = new();
        foreach ((string key, string value) in Metadata)
            writer.AddMetadata(key, value);
        foreach ((string name, TensorType type, long[] shape, byte[] bytes) in Tensors)
            writer.Add(name, type, shape, TensorSource.Elements<byte>(bytes));
        return SafetensorsBytes.Of(writer);
    }
}

/// <summary>
/// Random small files: names and texts with quotes, controls and characters beyond ASCII, shapes with zeros and without dimensions.
/// </summary>
internal static class SafetensorsFiles
{
    private static readonly Gen<string> Text =
        Gen.Elements("a", "Z", "0", "\"", "\\", "/", "\n", "\u0001", " ", "{", "}", "\u00e9", "\u4e2d", "\U0001f3bf", "<", "+")
            .ArrayOf()
            .Select(string.Concat);

    private static readonly Gen<(TensorType Type, long[] Shape, byte[] Bytes)> Tensor =
        from type in Gen.Elements(Enum.GetValues<TensorType>())
        from shape in Gen.Elements<long[]>([], [0], [1], [5], [2, 3], [3, 0, 2], [1, 2, 2], [17])
        from bytes in Gen.Choose(0, 255).ArrayOf((int)shape.Aggregate((long)type.ElementBytes(), (product, size) => product * size))
        select (type, shape, bytes.Select(value => (byte)value).ToArray());

    private static readonly Gen<SafetensorsFile> File =
        from tensors in Tensor.ArrayOf()
        from names in Text.ArrayOf(tensors.Length)
        from values in Text.ArrayOf()
        from keys in Text.ArrayOf(values.Length)
        select new SafetensorsFile(
            [.. tensors.Select((tensor, i) => (Unique(names[i], i), tensor.Type, tensor.Shape, tensor.Bytes))],
            [.. values.Select((value, i) => (Unique(keys[i], i), value))]);

    internal static Arbitrary<SafetensorsFile> Arbitrary() => Arb.From(Gen.Resize(File, 6));

    private static string Unique(string text, int number) => text + number.ToString(CultureInfo.InvariantCulture);
}
