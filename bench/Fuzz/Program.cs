using Glissade.Fuzz;
using SharpFuzz;

if (args is not [var name, .. var files] || !FuzzTargets.All.TryGetValue(name, out Action<byte[], string>? target))
{
    Console.Error.WriteLine(
        $"Usage: Glissade.Fuzz TARGET [FILE...], with files to run them, without under afl-fuzz (bench/Fuzz/run). " +
        $"Targets: {string.Join(' ', FuzzTargets.All.Keys)}");
    return 2;
}
string scratch = Path.Combine(Path.GetTempPath(), $"glissade-fuzz-{Environment.ProcessId}");
try
{
    if (files.Length == 0)
    {
        Fuzzer.OutOfProcess.Run(stream =>
        {
            using MemoryStream input = new();
            stream.CopyTo(input);
            target(input.ToArray(), scratch);
        });
        return 0;
    }
    int failed = 0;
    foreach (string file in files)
    {
        try
        {
            target(File.ReadAllBytes(file), scratch);
            Console.WriteLine($"{file}: ok");
        }
        catch (Exception exception)
        {
            Console.WriteLine($"{file}: {exception}");
            failed++;
        }
    }
    return failed == 0 ? 0 : 1;
}
finally
{
    File.Delete(scratch);
}
