using System.Text.Json;

namespace Glissade.Cli.Tests.Commands;

public sealed class TrainCommandTests(TrainedModel trained) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void RecipeAndEveryEpochAreOnStandardErrorAndFiguresOnStandardOutput()
    {
        Assert.Contains("400 -> 16 -> 60", trained.Training.Error, StringComparison.Ordinal);
        Assert.Contains("1 thread, seed 1", trained.Training.Error, StringComparison.Ordinal);
        string[] epochs = [.. trained.Training.Error.Split('\n').Where(line => line.StartsWith("epoch ", StringComparison.Ordinal))];
        Assert.Equal(3, epochs.Length);
        Assert.All(epochs, line => Assert.Contains("P@1", line, StringComparison.Ordinal));
        Assert.StartsWith("exact search, 100 points\n", trained.Training.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', trained.Training.Error);
    }

    [Fact]
    public void MetricsTellFiguresAndEpochs()
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(trained.MetricsPath));

        Assert.Equal(100, json.RootElement.GetProperty("points").GetInt32());
        Assert.False(json.RootElement.GetProperty("stopped_early").GetBoolean());
        Assert.Equal(3, json.RootElement.GetProperty("epochs").GetArrayLength());
        // The last epoch's exact P@1 is the model's.
        Assert.Equal(
            json.RootElement.GetProperty("precision_at_1").GetDouble(),
            json.RootElement.GetProperty("epochs")[2].GetProperty("precision_at_1").GetDouble());
    }

    [Fact]
    public void ValidationIsMaskedAndReachesAsFarAsAskedFor()
    {
        CommandRun run = CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--validation", trained.TrainPath, "--filter-known",
            trained.TrainPath, "--mask-input-items", "--top-k", "20", "--metrics", folder.File("metrics"), "--hidden", "16", "--epochs",
            "1", "--threads", "1").Succeeded();
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics")));
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Dataset data = Dataset.Load(trained.TrainPath);
        EvaluationReport expected = model.Evaluate(
            data, [1, 20], mask: new LabelMask(inputItems: true, data), cancellation: TestContext.Current.CancellationToken);

        Assert.StartsWith("exact search, 600 points, input items masked, known labels filtered\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(expected.Recall[1], json.RootElement.GetProperty("recall_at_20").GetDouble(), 1e-12);
        Assert.Equal(
            expected.Precision[0], json.RootElement.GetProperty("epochs")[0].GetProperty("precision_at_1").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("--mask-input-items")]
    [InlineData("--top-k", "20")]
    public void WhatIsAboutValidationIsRefusedWithoutIt(params string[] options) => Assert.Contains(
        "mean something with --validation only",
        CommandRun.Of(["train", trained.TrainPath, "--model", folder.File("model"), .. options]).FailedWith(2), StringComparison.Ordinal);

    [Fact]
    public void EveryOptionReachesTheRecipe()
    {
        string path = folder.File("model");
        CommandRun.Of(
            "train", trained.TrainPath, "--model", path, "--hidden", "8,6", "--activation", "mixed", "--linear-path", "true", "--linear-rate", "0.5", "--loss", "softmax",
            "--sampler", "lsh", "--share", "sample", "--hash", "dwta", "--hash-loss", "cross-entropy", "--learning-steps", "7",
            "--hashes-per-table", "2", "--tables", "3", "--active", "20", "--hashed-share", "0.25",
            "--bucket-capacity", "9", "--bucket-policy", "fifo", "--selection", "threshold", "--min-hits", "3", "--fill", "false",
            "--rehash", "touched", "--rehash-interval", "4", "--drift-threshold", "0.25",
            "--rebuild-interval", "7", "--rebuild-growth", "0.5", "--precision", "bf16", "--optimizer", "row-adagrad",
            "--learning-rate", "0.002", "--embedding-rate", "0.75", "--schedule", "cosine", "--batch-size", "32", "--epochs", "1", "--threads", "1",
            "--seed", "18446744073709551615", "--input-dropout", "0.125", "--hidden-dropout", "0.25",
            "--log-tf", "true", "--idf", "true", "--normalize", "false", "--deterministic").Succeeded();
        using ExtremeClassifier model = ExtremeClassifier.Load(path);

        TrainingOptions expected = new()
        {
            HiddenSizes = [8, 6],
            Activation = Layers.HiddenActivation.Mixed,
            LinearPath = true,
            LinearRate = 0.5f,
            Loss = Layers.LossKind.Softmax,
            Sampler = SamplerKind.Lsh,
            Sharing = Layers.ActiveSharing.Sample,
            Precision = Kernels.WeightPrecision.BFloat16,
            Hash = HashKind.Dwta,
            HashLoss = Lsh.HashLoss.CrossEntropy,
            LearningSteps = 7,
            HashesPerTable = 2,
            TableCount = 3,
            ActiveNeurons = 20,
            HashedShare = 0.25,
            BucketCapacity = 9,
            BucketPolicy = Lsh.BucketPolicy.Fifo,
            Selection = Lsh.CandidateSelection.HardThreshold,
            MinHits = 3,
            FillUniformly = false,
            Rehash = RehashKind.Touched,
            RehashInterval = 4,
            DriftThreshold = 0.25,
            RebuildInterval = 7,
            RebuildGrowth = 0.5,
            Optimizer = Layers.OptimizerKind.RowAdagrad,
            LearningRate = 0.002f,
            EmbeddingRate = 0.75f,
            Schedule = LearningRateSchedule.Cosine,
            BatchSize = 32,
            Epochs = 1,
            Threads = 1,
            Seed = ulong.MaxValue,
            InputDropout = 0.125f,
            HiddenDropout = 0.25f,
            LogTermFrequency = true,
            InverseDocumentFrequency = true,
            NormalizeRows = false,
            Deterministic = true,
        };
        TrainingRecipe wanted = expected.Resolve(DatasetSummary.Of(Dataset.Load(trained.TrainPath)));
        Assert.Equal(wanted.HiddenSizes, model.Recipe.HiddenSizes);
        // Lists compare by reference; all else by value.
        Assert.Equal(wanted with { HiddenSizes = model.Recipe.HiddenSizes }, model.Recipe);
    }

    [Fact]
    public void SameSeedOnOneThreadGivesTheSameFile()
    {
        foreach (string name in (string[])["a", "b"])
        {
            CommandRun.Of(
                "train", trained.TrainPath, "--model", folder.File(name), "--hidden", "8", "--epochs", "1", "--threads", "1",
                "--seed", "7").Succeeded();
        }

        Assert.Equal(File.ReadAllBytes(folder.File("a")), File.ReadAllBytes(folder.File("b")));
    }

    [Fact]
    public void DeterministicUpdatesGiveTheSameFileOnAnyNumberOfThreads()
    {
        foreach (string threads in (string[])["1", "2", "3"])
        {
            CommandRun run = CommandRun.Of(
                "train", trained.TrainPath, "--model", folder.File(threads), "--hidden", "8", "--epochs", "1", "--threads", threads,
                "--deterministic").Succeeded();
            Assert.Contains("deterministic", run.Error, StringComparison.Ordinal);
        }

        byte[] one = File.ReadAllBytes(folder.File("1"));
        Assert.Equal(one, File.ReadAllBytes(folder.File("2")));
        Assert.Equal(one, File.ReadAllBytes(folder.File("3")));
    }

    [Fact]
    public void DeterministicTakesNoValue() => Assert.Equal(
        ExitCode.BadInput,
        CommandRun.Of("train", trained.TrainPath, "--model", folder.File("model"), "--deterministic", "true").ExitCode);

    [Theory]
    [InlineData("tables", IndexKind.Tables, "simhash, K = ")]
    [InlineData("signatures", IndexKind.Signatures, "scan of signatures; rebuilt after")]
    [InlineData("inverted-file", IndexKind.InvertedFile, "inverted file; rebuilt after")]
    public void TheIndexIsSaidAndStored(string name, IndexKind kind, string said)
    {
        CommandRun run = CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--hidden", "8", "--epochs", "1", "--sampler", "lsh", "--index",
            name).Succeeded();

        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(kind, model.Recipe.Index);
    }

    [Theory]
    [InlineData("contrastive", Lsh.HashLoss.Contrastive)]
    [InlineData("cross-entropy", Lsh.HashLoss.CrossEntropy)]
    [InlineData("triplet", Lsh.HashLoss.Triplet)]
    public void LearnedHashFunctionsAreTrainedStoredAndServed(string name, Lsh.HashLoss loss)
    {
        CommandRun run = CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--hidden", "8", "--epochs", "1", "--sampler", "lsh", "--hash",
            "learned", "--hash-loss", name, "--learning-steps", "3", "--hashes-per-table", "3", "--tables", "4").Succeeded();

        Assert.Contains($"learned ({name}, 3 steps a rebuild), K = 3, L = 4", run.Error, StringComparison.Ordinal);
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(HashKind.Learned, model.Recipe.Hash);
        Assert.Equal(loss, model.Recipe.HashLoss);
        Assert.Equal(3, model.Recipe.LearningSteps);
        CommandRun.Of("evaluate", folder.File("model"), trained.TestPath, "--retrieval", "lsh", "--candidates", "20").Succeeded();
    }

    [Fact]
    public void StoppedTrainingSavesTheModelAndSaysSo()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        CommandRun run = CommandRun.Of(
            stop.Token, "train", trained.TrainPath, "--model", folder.File("model"), "--metrics", folder.File("metrics"), "--validation",
            trained.TestPath).Succeeded();

        Assert.Contains("stopped early", run.Error, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(folder.File("metrics")));
        Assert.True(json.RootElement.GetProperty("stopped_early").GetBoolean());
        using ExtremeClassifier model = ExtremeClassifier.Load(folder.File("model"));
        Assert.Equal(60, model.LabelCount);
    }

    [Fact]
    public void MalformedDataIsNamedByFileAndLineAndLeavesNoModel()
    {
        File.WriteAllText(folder.File("bad.txt"), "0 1:1\n1 2:x\n");

        string message = CommandRun.Of("train", folder.File("bad.txt"), "--model", folder.File("model")).FailedWith(2);

        Assert.StartsWith($"glissade: {folder.File("bad.txt")}, line 2: found ", message, StringComparison.Ordinal);
        Assert.Equal(["bad.txt"], folder.Names());
    }

    [Fact]
    public void DivergenceIsAFailureAndLeavesNoModel()
    {
        string message = CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--learning-rate", "1e30", "--optimizer", "sgd").FailedWith(1);

        Assert.Contains("training diverged", message, StringComparison.Ordinal);
        Assert.Empty(folder.Names());
    }

    [Theory]
    [InlineData("--learning-rate", "-1", "learning rate must be positive, but is -1")]
    [InlineData("--epochs", "many", "--epochs: found \"many\", expected a whole number")]
    [InlineData("--loss", "hinge", "--loss: found \"hinge\", expected one of squared-hinge|softmax|sampled-softmax|logistic")]
    [InlineData("--hidden", "128,", "--hidden: found \"128,\", expected sizes")]
    [InlineData("--hash-loss", "ranking", "--hash-loss: found \"ranking\", expected one of contrastive|cross-entropy|triplet")]
    [InlineData("--learning-steps", "-1", "learning steps must be zero or positive, but is -1")]
    [InlineData("--learning-steps", "few", "--learning-steps: found \"few\", expected a whole number")]
    [InlineData("--idf", "maybe", "--idf: found \"maybe\", expected one of true|false")]
    [InlineData("--metrics", "no/such/folder/m.json", "found no folder")]
    [InlineData("--validation", "nothing.txt", "nothing.txt: no such file")]
    [InlineData("--gpu", "1", "unknown command or option \"--gpu\"")]
    public void BadOptionsAreRefusedBeforeAnythingIsRead(string option, string value, string expected)
    {
        // Were the training data read, its error would come first.
        File.WriteAllText(folder.File("bad.txt"), "not a point\n");

        string message = CommandRun.Of("train", folder.File("bad.txt"), "--model", folder.File("model"), option, value).FailedWith(2);

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Equal(["bad.txt"], folder.Names());
    }

    [Fact]
    public void ValidationBeyondTheTrainingDataIsRefused()
    {
        File.WriteAllText(folder.File("wide.txt"), "0 1:1 999:1\n");

        string message = CommandRun.Of(
            "train", trained.TrainPath, "--model", folder.File("model"), "--validation", folder.File("wide.txt")).FailedWith(2);

        Assert.Contains("wide.txt, line 1", message, StringComparison.Ordinal);
    }
}
