@echo off
rem Runs Zigzag on Windows, building it first when it is missing; where it came without sources, as it is. After a change of its sources, delete target\zigzag.jar.
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "ZIGZAG_ROOT=%%~fI"
set "ZIGZAG_JAR=%ZIGZAG_ROOT%\zigzag.jar"
if exist "%ZIGZAG_ROOT%\pom.xml" set "ZIGZAG_JAR=%ZIGZAG_ROOT%\target\zigzag.jar"

set "ZIGZAG_JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "ZIGZAG_JAVA=%JAVA_HOME%\bin\java.exe"
if not "%ZIGZAG_JAVA%"=="java" goto java_found
where /q java.exe
if not errorlevel 1 goto java_found
echo zigzag: there is no java; install a JDK, version 17 or newer>&2
exit /b 1
:java_found

if exist "%ZIGZAG_JAR%" goto built
where /q mvn.cmd
if not errorlevel 1 goto build
echo zigzag: there is no mvn to build the program with; install Maven>&2
exit /b 1
:build
echo zigzag: building the program (once; the first time it downloads its libraries)>&2
rem Results alone go to stdout.
call mvn.cmd -B -q -Dquick -Dmaven.test.skip -f "%ZIGZAG_ROOT%\pom.xml" package 1>&2 <nul
if errorlevel 1 goto build_failed
if exist "%ZIGZAG_JAR%" goto built
:build_failed
echo zigzag: the build failed; its messages are above>&2
exit /b 1
:built

if not defined ZIGZAG_HEAP set "ZIGZAG_HEAP=2g"
for /f "delims=0123456789kKmMgG" %%C in ("%ZIGZAG_HEAP%") do goto heap_unknown
goto heap_known
:heap_unknown
echo zigzag: ZIGZAG_HEAP is no size; give the memory that the program may take, as in ZIGZAG_HEAP=2g>&2
exit /b 2
:heap_known
rem One OpenMP thread: ND4J's small operations get slower with more. The network's threads are its own.
set "OMP_NUM_THREADS=1"
"%ZIGZAG_JAVA%" "-Xmx%ZIGZAG_HEAP%" -XX:+UseSerialGC -XX:-UsePerfData -XX:PretenureSizeThreshold=32m -XX:MetaspaceSize=64m -XX:Tier4InvocationThreshold=20000 -XX:Tier4CompileThreshold=60000 -Djava.awt.headless=true "-Dzigzag.home=%ZIGZAG_ROOT%" -Dzigzag.terminal=false -jar "%ZIGZAG_JAR%" %*
exit /b %ERRORLEVEL%
