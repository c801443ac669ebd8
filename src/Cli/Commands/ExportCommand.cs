using System.CommandLine;
using Glissade.Cli.Options;

namespace Glissade.Cli.Commands;

/// <summary>glissade export: the exact network for other programs.</summary>
internal sealed class ExportCommand
{
    private static readonly Choices<OnnxInput> Inputs = new(("sparse", OnnxInput.Sparse), ("dense", OnnxInput.Dense));

    private readonly Argument<string> model = SharedOptions.Model();
    private readonly Argument<string> output = new("OUTPUT") { Description = "the ONNX file to write" };
    private readonly Option<OnnxInput?> input = OptionFactory.Choice(
        "--input", Inputs, "points as feature ids and values, or as one value for every feature [default: sparse]");

    public static Command Create()
    {
        ExportCommand action = new();
        Command command = new("export", "Writes the exact network in the ONNX format: points in, every label's score out.");
        command.Arguments.Add(action.model);
        command.Arguments.Add(action.output);
        command.Options.Add(action.input);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string target = parsed.GetRequiredValue(output);
        UserFiles.RequireInput(parsed.GetRequiredValue(model));
        UserFiles.RequireOutput(target);
        using ExtremeClassifier loaded = UserFiles.LoadModel(parsed.GetRequiredValue(model));
        loaded.ExportOnnx(target, parsed.GetValue(input) ?? OnnxInput.Sparse);
        return ExitCode.Ok;
    }
}
