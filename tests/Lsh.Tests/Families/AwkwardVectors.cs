using FsCheck;
using FsCheck.Fluent;

namespace Glissade.Lsh.Tests;

/// <summary>A vector of <see cref="TestFamilies.Dimension"/> elements, printed in full when a property fails.</summary>
public sealed record AwkwardVector(float[] Values)
{
    public override string ToString() => string.Join(' ', Values);
}

/// <summary>
/// Vectors as training may produce them at its worst: zeros of both signs, denormal, huge, equal, ordinary; often all of one kind.
/// </summary>
public static class AwkwardVectors
{
    public static Arbitrary<AwkwardVector> Vector()
    {
        Gen<float>[] kinds =
        [
            Gen.Elements(0f, -0f),
            Gen.Elements(float.Epsilon, -float.Epsilon, 1e-40f, -1e-38f, 1e-30f),
            Gen.Elements(float.MaxValue, float.MinValue, 1e38f, -3e37f),
            Gen.Elements(1f, -1f),
            Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 1000f),
        ];
        Gen<float> mixed = Gen.OneOf(kinds);
        Gen<Gen<float>> source = Gen.Elements([.. kinds, mixed, mixed]);
        Gen<float[]> arrays = source.SelectMany(values => values.ArrayOf(TestFamilies.Dimension));
        return arrays.Select(values => new AwkwardVector(values)).ToArbitrary();
    }
}
